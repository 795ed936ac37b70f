#include "actors/domain/document/working_document.hpp"

#include "actors/domain/catalogue/typed_values.hpp"
#include "events/check.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>

namespace proffer::domain {
namespace {

void show(const Asset& asset, const Product* product, const Because& because, Line& line) {
  line.product = asset.product;
  line.product_name = product == nullptr ? asset.product.value : product->name;
  line.action = LineAction::none;
  line.asset = asset.id;
  line.relationship = asset.relationship;
  line.quantity = asset.quantity;
  line.fields = asset.fields;
  line.attributes = asset.attributes;
  std::sort(line.fields.begin(), line.fields.end());
  std::sort(line.attributes.begin(), line.attributes.end());
  if (!asset.service_id.empty()) {
    set_value(line.fields, name_of(LineField::service_id), asset.service_id);
  }
  if (product != nullptr) line.price_type = product->price_type;
  line.because = because;
  line.promotion = asset.promotion;
}

// Why the rest of a tree is listed: an action wanted one of its assets.
std::shared_ptr<const Because> tree_because(const Because& wanted) {
  return std::make_shared<const Because>(Because{wanted.offer,
                                                 wanted.release,
                                                 wanted.response,
                                                 wanted.action,
                                                 wanted.action_name,
                                                 wanted.type,
                                                 wanted.code,
                                                 "listed with its tree",
                                                 {}});
}

// An asset of the tree that is loaded, with its parent's place in the tree.
struct Node {
  const Asset* asset;
  std::size_t parent;
};
constexpr std::size_t no_node = std::numeric_limits<std::size_t>::max();

// The active assets under the root, in the order they were installed.
std::vector<Node> tree_of(const std::vector<Asset>& assets, const AssetId& root) {
  std::vector<Node> tree;
  for (const Asset& asset : assets) {
    if (asset.root == root && asset.status != AssetStatus::inactive) {
      tree.push_back({&asset, no_node});
    }
  }
  std::size_t last = 0;  // siblings mostly follow one another
  for (Node& node : tree) {
    const AssetId& parent = node.asset->parent;
    if (parent.value.empty()) continue;
    if (tree[last].asset->id != parent) {
      last = 0;
      while (last < tree.size() && tree[last].asset->id != parent) ++last;
      CHECK(last < tree.size());
    }
    node.parent = last;
  }
  return tree;
}

// The tree depth first, siblings by sequence and then in the order they were installed.
std::vector<std::size_t> depth_first(const std::vector<Node>& tree) {
  std::vector<std::size_t> by_parent(tree.size());
  std::iota(by_parent.begin(), by_parent.end(), std::size_t{0});
  const auto key = [&](std::size_t node) {
    return std::tuple(tree[node].parent, tree[node].asset->sequence, node);
  };
  std::sort(by_parent.begin(), by_parent.end(),
            [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  std::vector<std::size_t> order;
  order.reserve(tree.size());
  const auto visit_children = [&](const auto& self, std::size_t parent) -> void {
    auto child =
        std::lower_bound(by_parent.begin(), by_parent.end(), parent,
                         [&](std::size_t node, std::size_t p) { return tree[node].parent < p; });
    for (; child != by_parent.end() && tree[*child].parent == parent; ++child) {
      order.push_back(*child);
      self(self, *child);
    }
  };
  visit_children(visit_children, no_node);
  return order;
}

std::uint32_t next_number(std::string_view& outline) {
  std::uint32_t number = 0;
  std::size_t i = 0;
  for (; i < outline.size() && outline[i] != '.'; ++i) {
    number = number * 10 + static_cast<std::uint32_t>(outline[i] - '0');
  }
  outline.remove_prefix(std::min(outline.size(), i + 1));
  return number;
}

auto place_of(auto& values, std::string_view name) {
  return std::lower_bound(
      values.begin(), values.end(), name,
      [](const NamedValue& v, std::string_view n) { return n.compare(v.name) > 0; });
}

}  // namespace

Line& WorkingLine::edit() {
  if (mine_ == nullptr) {
    own_ = saved_ != nullptr ? std::make_unique<Line>(*saved_) : std::make_unique<Line>();
    if (saved_ == nullptr) show(*shown_, product, *because_, *own_);
    mine_ = own_.get();
  }
  return *mine_;
}

void WorkingLine::move_to(Line& place) {
  if (own_) {
    place = std::move(*own_);
  } else {
    show(*shown_, product, *because_, place);
  }
  mine_ = &place;
  product_id_ = &place.product;
  asset_ = &place.asset;
  relationship_ = &place.relationship;
}

WorkingDocument::WorkingDocument(const std::vector<Asset>& assets, const OpenDocument* saved,
                                 const Catalogue& catalogue)
    : assets_(assets), saved_(saved), catalogue_(catalogue) {
  if (saved == nullptr) return;
  lines_.reserve(saved->lines.size() + 16);
  for (const Line& line : saved->lines) {
    WorkingLine& working = lines_.emplace_back(line);
    working.product = catalogue.product(line.product);
    working.root = lines_.size() - 1;
    if (line.parent.value.empty()) continue;
    // The parent stands before. Siblings mostly follow one another.
    LineIndex parent = lines_.size() - 1;
    CHECK(parent > 0);
    if (const WorkingLine& last = lines_[parent - 1]; last.saved()->parent == line.parent) {
      parent = last.parent;
    } else {
      while (lines_[--parent].saved()->id != line.parent) CHECK(parent > 0);
    }
    working.parent = parent;
    working.root = lines_[parent].root;
  }
}

LineIndex WorkingDocument::line_of(const AssetId& asset) const {
  for (LineIndex i = 0; i < lines_.size(); ++i) {
    if (lines_[i].asset() == asset) return i;
  }
  return no_line;
}

bool WorkingDocument::lists_tree(LineIndex line) const {
  const LineIndex root = lines_[line].root;
  if (lines_[root].asset().value.empty()) return true;
  return std::any_of(lines_.begin(), lines_.end(), [&](const WorkingLine& other) {
    return other.root == root && other.parent != no_line && !other.asset().value.empty();
  });
}

LineIndex WorkingDocument::load(const Asset& asset, Because because, Listing listing) {
  const LineIndex present = line_of(asset.id);
  if (present != no_line) {
    const LineIndex root = lines_[present].root;
    if (listing == Listing::tree && !lists_tree(root)) list(asset, root, std::move(because));
    return present;
  }
  if (listing == Listing::tree) {
    return list(asset, asset.id == asset.root ? no_line : line_of(asset.root), std::move(because));
  }
  WorkingLine& line =
      lines_.emplace_back(asset, std::make_shared<const Because>(std::move(because)));
  line.product = catalogue_.product(asset.product);
  line.root = lines_.size() - 1;
  line.entered = ++entries_;
  return line.root;
}

void WorkingDocument::load_tree(LineIndex line, const Because& because) {
  const LineIndex root = lines_[line].root;
  if (lists_tree(root)) return;
  const AssetId& id = lines_[root].asset();
  const auto asset = std::find_if(assets_.begin(), assets_.end(),
                                  [&](const Asset& owned) { return owned.id == id; });
  if (asset != assets_.end()) list(*asset, root, because);
}

bool WorkingDocument::is_as_owned(LineIndex line) const {
  const Line& now = lines_[line].now();
  const auto asset = std::ranges::find(assets_, now.asset, &Asset::id);
  if (asset == assets_.end()) return false;
  Line owned;
  show(*asset, lines_[line].product, now.because, owned);
  return now.quantity == owned.quantity && now.fields == owned.fields &&
         now.attributes == owned.attributes && now.promotion == owned.promotion;
}

LineIndex WorkingDocument::list(const Asset& asset, LineIndex root, Because because) {
  const std::vector<Node> tree = tree_of(assets_, asset.root);
  const std::shared_ptr<const Because> with_tree = tree_because(because);
  const auto wanted = std::make_shared<const Because>(std::move(because));
  std::vector<LineIndex> listed(tree.size(), no_line);
  const bool root_is_there = root != no_line;
  lines_.reserve(lines_.size() + tree.size() + 4);
  if (!root_is_there) root = lines_.size();
  LineIndex found = no_line;
  for (const std::size_t node : depth_first(tree)) {
    const Asset& shown = *tree[node].asset;
    const bool is_root = tree[node].parent == no_node;
    listed[node] = is_root && root_is_there ? root : lines_.size();
    if (&shown == &asset) found = listed[node];
    if (is_root && root_is_there) continue;
    WorkingLine& line = lines_.emplace_back(shown, &shown == &asset ? wanted : with_tree);
    line.product = catalogue_.product(shown.product);
    line.root = root;
    line.parent = is_root ? no_line : listed[tree[node].parent];
    if (is_root) line.entered = ++entries_;
  }
  CHECK(found != no_line);
  return found;
}

LineIndex WorkingDocument::add(const Product& product, LineIndex parent,
                               std::string_view relationship, Because because) {
  auto created = std::make_unique<Line>();
  Line& line = *created;
  line.product = product.id;
  line.product_name = product.name;
  line.action = LineAction::add;
  line.relationship = relationship;
  line.price_type = product.price_type;
  for (const AttributeDefinition& attribute : product.attributes) {
    if (!attribute.default_value.empty()) {
      set_value(line.attributes, attribute.name, attribute.default_value);
    }
  }
  line.because = std::move(because);
  WorkingLine& working = lines_.emplace_back(std::move(created));
  working.product = &product;
  working.parent = parent;
  working.root = parent == no_line ? lines_.size() - 1 : lines_[parent].root;
  if (parent == no_line) working.entered = ++entries_;
  working.touched = ++touches_;
  return lines_.size() - 1;
}

void WorkingDocument::remove(LineIndex line, const Because& because) {
  if (lines_[line].action() == LineAction::add) {
    lines_[line].removed = true;
    lines_[line].touched = ++touches_;
    if (lines_[line].saved() != nullptr) lines_[line].edit().because = because;
  } else {
    touch(line, because).action = LineAction::delete_;
  }
  for (LineIndex child = 0; child < lines_.size(); ++child) {
    if (lines_[child].parent == line && lines_[child].live()) remove(child, because);
  }
}

Line& WorkingDocument::stamp(LineIndex root, PromotionStamp stamp) {
  Line& line = touch(root);
  // What this document adds was in no promotion before.
  if (line.action != LineAction::add && !line.prior_promotion &&
      !line.promotion.instance.value.empty()) {
    line.prior_promotion = line.promotion;
  }
  line.promotion = std::move(stamp);
  lines_[root].entered = ++entries_;
  return line;
}

PromotionInstanceId WorkingDocument::next_instance(std::string_view owner) const {
  const std::string prefix = std::string(owner) + "-P";
  std::uint32_t last = 0;
  const auto look_at = [&](const PromotionStamp& stamp) {
    const std::string& id = stamp.instance.value;
    if (!id.starts_with(prefix)) return;
    std::uint32_t number = 0;
    std::from_chars(id.data() + prefix.size(), id.data() + id.size(), number);
    last = std::max(last, number);
  };
  for (const WorkingLine& line : lines_) look_at(line.promotion());
  for (const Asset& asset : assets_) look_at(asset.promotion);
  return {prefix + std::to_string(last + 1)};
}

Line& WorkingDocument::touch(LineIndex line) {
  WorkingLine& touched = lines_[line];
  const bool in_its_place = touched.touched > 0 && touched.action() == LineAction::add;
  if (!in_its_place) touched.touched = ++touches_;
  return touched.edit();
}

Line& WorkingDocument::touch(LineIndex line, const Because& because) {
  Line& touched = touch(line);
  touched.because = because;
  return touched;
}

std::vector<LineIndex> WorkingDocument::live_in(LineIndex parent,
                                                std::string_view relationship) const {
  std::vector<LineIndex> found;
  for (LineIndex i = 0; i < lines_.size(); ++i) {
    if (lines_[i].parent == parent && lines_[i].live() &&
        lines_[i].relationship() == relationship) {
      found.push_back(i);
    }
  }
  return found;
}

std::size_t WorkingDocument::lines_ever() const {
  if (saved_ == nullptr) return lines_.size();
  return saved_->lines_ever + lines_.size() - saved_->lines.size();
}

bool comes_before(std::string_view sequence, std::string_view other) {
  while (!sequence.empty() && !other.empty()) {
    const std::uint32_t a = next_number(sequence);
    const std::uint32_t b = next_number(other);
    if (a != b) return a < b;
  }
  return sequence.empty() && !other.empty();
}

const std::string* value_of(const std::vector<NamedValue>& values, std::string_view name) {
  const auto place = place_of(values, name);
  return place != values.end() && place->name == name ? &place->value : nullptr;
}

void set_value(std::vector<NamedValue>& values, std::string_view name, std::string_view value) {
  const auto place = place_of(values, name);
  if (place != values.end() && place->name == name) {
    place->value = value;
  } else {
    values.insert(place, {std::string(name), std::string(value)});
  }
}

}  // namespace proffer::domain
