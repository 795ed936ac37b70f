// The document while a response is carried out: the saved lines, what was loaded from assets and
// what was added.
#pragma once

#include "actors/domain/account/account.hpp"
#include "actors/domain/catalogue/catalogue.hpp"
#include "events/account.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace proffer::domain {

// A line's place in the working document; never changes while it lives.
using LineIndex = std::size_t;
inline constexpr LineIndex no_line = std::numeric_limits<LineIndex>::max();

// A line of its own, a saved one, or an asset that is shown. The latter two are written out only
// when they change or are saved: most of what is loaded serves for looking only.
class WorkingLine {
 public:
  explicit WorkingLine(const Line& saved)
      : product_id_(&saved.product),
        asset_(&saved.asset),
        relationship_(&saved.relationship),
        saved_(&saved) {}
  WorkingLine(const Asset& shown, std::shared_ptr<const Because> because)
      : product_id_(&shown.product),
        asset_(&shown.id),
        relationship_(&shown.relationship),
        shown_(&shown),
        because_(std::move(because)) {}
  explicit WorkingLine(std::unique_ptr<Line> created) : WorkingLine(*created) {
    saved_ = nullptr;
    own_ = std::move(created);
    mine_ = own_.get();
  }

  const ProductId& product_id() const { return *product_id_; }
  const AssetId& asset() const { return *asset_; }  // empty: of what is new
  const std::string& relationship() const { return *relationship_; }
  LineAction action() const {
    if (mine_ != nullptr) return mine_->action;
    return saved_ != nullptr ? saved_->action : LineAction::none;
  }
  bool live() const { return !removed && action() != LineAction::delete_; }
  // What a root belongs to; without a promotion: nothing.
  const PromotionStamp& promotion() const {
    if (mine_ != nullptr) return mine_->promotion;
    return saved_ != nullptr ? saved_->promotion : shown_->promotion;
  }

  const Line* saved() const { return saved_; }  // nullptr: not in the saved document
  bool changed() const { return mine_ != nullptr && saved_ != nullptr && *mine_ != *saved_; }
  // The whole line as it is now, not to be asked of a shown asset before `edit` or
  // `move_to`.
  const Line& now() const { return mine_ != nullptr ? *mine_ : *saved_; }
  Line& edit();
  // From here on the line, of a shown asset or of its own, lives in `place`, which outlives this.
  void move_to(Line& place);

  const Product* product = nullptr;  // nullptr: not in the catalogue
  LineIndex parent = no_line;
  LineIndex root = no_line;
  LineIndex entered = no_line;  // the order in which new roots are numbered
  std::string sequence;         // given to a new line by `number_lines`
  bool removed = false;         // an Add that was taken back
  std::uint32_t touched = 0;  // 0: not by an action of this response; else in the order of touching

 private:
  const ProductId* product_id_;
  const AssetId* asset_;
  const std::string* relationship_;
  const Line* saved_ = nullptr;
  const Asset* shown_ = nullptr;
  std::shared_ptr<const Because> because_;  // of a shown asset
  std::unique_ptr<Line> own_;
  Line* mine_ = nullptr;  // the own one, or where it was moved to
};

// What of an asset's tree becomes lines: who changes a promotion sees roots only.
enum class Listing { tree, root };

class WorkingDocument {
 public:
  // `saved`: the document that is continued, or nullptr. All of them outlive this.
  WorkingDocument(const std::vector<Asset>& assets, const OpenDocument* saved,
                  const Catalogue& catalogue);

  std::vector<WorkingLine>& lines() { return lines_; }
  const std::vector<WorkingLine>& lines() const { return lines_; }
  WorkingLine& operator[](LineIndex line) { return lines_[line]; }
  const WorkingLine& operator[](LineIndex line) const { return lines_[line]; }
  const OpenDocument* saved() const { return saved_; }
  const Catalogue& catalogue() const { return catalogue_; }
  const std::vector<Asset>& assets() const { return assets_; }

  // The line that shows the asset; no_line: none.
  LineIndex line_of(const AssetId& asset) const;
  // Lists the asset, a root, or the whole tree of its root, with action `-`, as far as it is not
  // there; the asset's line. `because` tells why that one is listed.
  LineIndex load(const Asset& asset, Because because, Listing listing = Listing::tree);
  // Whether the descendants of the line's root are listed, too; of one that is added: always.
  bool lists_tree(LineIndex line) const;
  // Lists what is missing below the root of a line that shows an asset.
  void load_tree(LineIndex line, const Because& because);
  // Whether the line is what its asset is, whatever its action says.
  bool is_as_owned(LineIndex line) const;
  // A new line with action Add and the product's default attributes, below `parent` or as a root.
  LineIndex add(const Product& product, LineIndex parent, std::string_view relationship,
                Because because);
  // The line and all below: what was added disappears, the rest gets action Delete.
  void remove(LineIndex line, const Because& because);
  // The root belongs to the promotion from here on; among new roots it is numbered as if it had
  // just been listed. The line keeps its action.
  Line& stamp(LineIndex root, PromotionStamp stamp);
  // For a promotion that is applied to this document: `<owner>-P<n>`, not used in here so far.
  PromotionInstanceId next_instance(std::string_view owner) const;
  // Marks the line as changed by this response, for its because and for the order of lines, in
  // which one that this response added keeps its place.
  Line& touch(LineIndex line);
  Line& touch(LineIndex line, const Because& because);

  // Live children of `parent` in the relationship, in document order; with `product`, only of that
  // one.
  std::vector<LineIndex> live_in(LineIndex parent, std::string_view relationship) const;
  // Lines that this document has ever had, with all that this response has listed so far.
  std::size_t lines_ever() const;

 private:
  // Lists the tree under `root`, its line if that is there already; the line of `asset`.
  LineIndex list(const Asset& asset, LineIndex root, Because because);

  const std::vector<Asset>& assets_;
  const OpenDocument* saved_;
  const Catalogue& catalogue_;
  std::vector<WorkingLine> lines_;  // parents before children
  LineIndex entries_ = 0;
  std::uint32_t touches_ = 0;
};

// Outline order: 1.0 before 1.1 before 1.1.1 before 1.2 before 1.10 before 2.0.
bool comes_before(std::string_view sequence, std::string_view other);

// The value of that name; nullptr: none. Lists are sorted by name.
const std::string* value_of(const std::vector<NamedValue>& values, std::string_view name);
void set_value(std::vector<NamedValue>& values, std::string_view name, std::string_view value);

}  // namespace proffer::domain
