// A map from text to shared values whose copies share everything that did not change since.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace proffer::domain {

// Two levels of 64 branches above small leaves: a look-up compares a handful of hashes, a change
// copies one path (128 pointers and a leaf), and ten thousand entries fill a leaf with two or
// three.
template <class V>
class SharedMap {
 public:
  const V* find(std::string_view key) const {
    const std::size_t hash = hash_of(key);
    const Branch* branch = branches_[hash % fan_out].get();
    const Leaf* leaf = branch == nullptr ? nullptr : (*branch)[hash / fan_out % fan_out].get();
    if (leaf == nullptr) return nullptr;
    for (const Entry& entry : *leaf) {
      if (entry.hash == hash && entry.key == key) return entry.value.get();
    }
    return nullptr;
  }

  void put(std::string key, std::shared_ptr<const V> value) {
    const std::size_t hash = hash_of(key);
    Leaf leaf = without(hash, key);
    leaf.push_back({hash, std::move(key), std::move(value)});
    replace(hash, std::move(leaf));
  }

  void erase(std::string_view key) {
    const std::size_t hash = hash_of(key);
    replace(hash, without(hash, key));
  }

  // In no particular order.
  template <class Visit>
  void each(Visit visit) const {
    for (const auto& branch : branches_) {
      if (branch == nullptr) continue;
      for (const auto& leaf : *branch) {
        if (leaf == nullptr) continue;
        for (const Entry& entry : *leaf) visit(*entry.value);
      }
    }
  }

 private:
  static constexpr std::size_t fan_out = 64;
  struct Entry {
    std::size_t hash;
    std::string key;
    std::shared_ptr<const V> value;
  };
  using Leaf = std::vector<Entry>;
  using Branch = std::array<std::shared_ptr<const Leaf>, fan_out>;

  static std::size_t hash_of(std::string_view key) { return std::hash<std::string_view>{}(key); }

  Leaf without(std::size_t hash, std::string_view key) const {
    const Branch* branch = branches_[hash % fan_out].get();
    const Leaf* old = branch == nullptr ? nullptr : (*branch)[hash / fan_out % fan_out].get();
    Leaf leaf = old == nullptr ? Leaf{} : *old;
    std::erase_if(leaf, [&](const Entry& e) { return e.hash == hash && e.key == key; });
    return leaf;
  }

  void replace(std::size_t hash, Leaf leaf) {
    auto& slot = branches_[hash % fan_out];
    auto branch = slot == nullptr ? std::make_shared<Branch>() : std::make_shared<Branch>(*slot);
    (*branch)[hash / fan_out % fan_out] = std::make_shared<const Leaf>(std::move(leaf));
    slot = std::move(branch);
  }

  std::array<std::shared_ptr<const Branch>, fan_out> branches_;
};

}  // namespace proffer::domain
