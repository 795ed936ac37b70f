// Workspace projects: offers that are exported, imported and released together.
#pragma once

#include "events/problem.hpp"
#include "events/product_offer.hpp"
#include "events/values.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace proffer {

struct ProjectCreated {
  static constexpr std::string_view type = "project.created";
  static constexpr std::uint16_t version = 1;
  ProjectId project;  // its name
  Instant start;      // of every version released from it; picks the versions that are exported
  bool operator==(const ProjectCreated&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ProjectCreated& e) {
  archive(field("project", e.project), field("start", e.start));
}

struct ContentAdded {
  static constexpr std::string_view type = "project.content_added";
  static constexpr std::uint16_t version = 1;
  ProjectId project;
  OfferId offer;
  bool operator==(const ContentAdded&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ContentAdded& e) {
  archive(field("project", e.project), field("offer", e.offer));
}

struct ContentRemoved {
  static constexpr std::string_view type = "project.content_removed";
  static constexpr std::uint16_t version = 1;
  ProjectId project;
  OfferId offer;
  bool operator==(const ContentRemoved&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ContentRemoved& e) {
  archive(field("project", e.project), field("offer", e.offer));
}

// A file with the contents was handed out.
struct ContentsExported {
  static constexpr std::string_view type = "project.contents_exported";
  static constexpr std::uint16_t version = 1;
  ProjectId project;
  bool header_only = false;
  std::string content_hash;  // SHA-256 of the file, in hexadecimal
  bool operator==(const ContentsExported&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ContentsExported& e) {
  archive(field("project", e.project), field("header_only", e.header_only),
          field("content_hash", e.content_hash));
}

// One offer of a file that is taken whole: its Work Space is to become this, and locked. The
// offer's own stream tells when it has.
struct OfferImportDecided {
  static constexpr std::string_view type = "project.offer_import_decided";
  static constexpr std::uint16_t version = 2;
  ProjectId project;
  bool header_only = false;
  std::string content_hash;  // of the file
  ProductOffer offer;        // with the ids it has here
  std::string by;            // who is to hold the lock
  bool operator==(const OfferImportDecided&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OfferImportDecided& e) {
  archive(field("project", e.project), field("header_only", e.header_only),
          field("content_hash", e.content_hash), field("offer", e.offer), field("by", e.by));
}

// After one OfferImportDecided for each of the offers, which are in the contents from now on.
struct ContentsImported {
  static constexpr std::string_view type = "project.contents_imported";
  static constexpr std::uint16_t version = 1;
  ProjectId project;
  bool header_only = false;
  std::string content_hash;
  std::vector<OfferId> offers;
  bool operator==(const ContentsImported&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ContentsImported& e) {
  archive(field("project", e.project), field("header_only", e.header_only),
          field("content_hash", e.content_hash), field("offers", e.offers));
}

// The file did not fit here; nothing of it was taken.
struct ImportRejected {
  static constexpr std::string_view type = "project.import_rejected";
  static constexpr std::uint16_t version = 1;
  ProjectId project;
  std::string content_hash;
  Problems problems;
  bool operator==(const ImportRejected&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ImportRejected& e) {
  archive(field("project", e.project), field("content_hash", e.content_hash),
          field("problems", e.problems));
}

// One offer of a release: a version of it is to be released from that day on, and its cache to be
// refreshed.
struct OfferReleaseDecided {
  static constexpr std::string_view type = "project.offer_release_decided";
  static constexpr std::uint16_t version = 1;
  ProjectId project;
  OfferId offer;
  Instant start;
  std::string by;
  bool operator==(const OfferReleaseDecided&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OfferReleaseDecided& e) {
  archive(field("project", e.project), field("offer", e.offer), field("start", e.start),
          field("by", e.by));
}

// After one OfferReleaseDecided for each of the offers.
struct ProjectReleased {
  static constexpr std::string_view type = "project.released";
  static constexpr std::uint16_t version = 1;
  ProjectId project;
  std::vector<OfferId> offers;
  Instant start;
  bool operator==(const ProjectReleased&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ProjectReleased& e) {
  archive(field("project", e.project), field("offers", e.offers), field("start", e.start));
}

using ProjectEvent =
    std::variant<ProjectCreated, ContentAdded, ContentRemoved, ContentsExported, OfferImportDecided,
                 ContentsImported, ImportRejected, OfferReleaseDecided, ProjectReleased>;

}  // namespace proffer
