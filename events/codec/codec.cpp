#include "events/codec/codec.hpp"

#include "events/codec/archive.hpp"
#include "events/codec/variants.hpp"

namespace proffer::codec {

static_assert(Names<AlternativesOf<Event>>::unique,
              "an event's type name is a promise: choose another");

template <class V>
TypeName type_of(const V& event) {
  return Names<AlternativesOf<V>>::types.at(event.index());
}

template <class V>
Result<void> encode(const V& event, std::string& out) {
  const TypeName name = type_of(event);
  BinaryOut archive{out, name.schema};
  write_fields(archive, event);
  if (!archive.finish()) return too_long(name.type);
  return {};
}

Result<void> check_schema(const TypeName& today, std::uint16_t schema) {
  using Kind = CodecError::Kind;
  if (schema > today.schema) {
    return codec_error(Kind::newer_version, today.type,
                       "written by a newer program; deploy that one or a later one");
  }
  if (schema == 0) return codec_error(Kind::malformed, today.type, "there is no schema version 0");
  return {};
}

Result<void> check_read(std::string_view type, const BinaryIn& archive) {
  using Kind = CodecError::Kind;
  if (archive.failed())
    return codec_error(Kind::malformed, type, "the bytes do not fit the fields");
  if (!archive.finished()) return codec_error(Kind::malformed, type, "bytes are left over");
  return {};
}

// An event that gets a new type stays readable as an old shape: decode_variant<V, TheOldOne>(…),
// see variants.hpp.
template <class V>
Result<V> decode(std::string_view type, std::uint16_t schema, std::string_view payload) {
  return decode_variant<V>(type, schema, payload);
}

template TypeName type_of(const Event&);
template TypeName type_of(const AccountEvent&);
template TypeName type_of(const CatalogueEvent&);
template TypeName type_of(const ProductOfferEvent&);
template TypeName type_of(const WorkflowEvent&);
template TypeName type_of(const ProjectEvent&);
template TypeName type_of(const RequestEvent&);
template TypeName type_of(const ShardEvent&);
template TypeName type_of(const CommandEvent&);

template Result<void> encode(const Event&, std::string&);
template Result<void> encode(const AccountEvent&, std::string&);
template Result<void> encode(const CatalogueEvent&, std::string&);
template Result<void> encode(const ProductOfferEvent&, std::string&);
template Result<void> encode(const WorkflowEvent&, std::string&);
template Result<void> encode(const ProjectEvent&, std::string&);
template Result<void> encode(const RequestEvent&, std::string&);
template Result<void> encode(const ShardEvent&, std::string&);
template Result<void> encode(const CommandEvent&, std::string&);

template Result<Event> decode(std::string_view, std::uint16_t, std::string_view);
template Result<AccountEvent> decode(std::string_view, std::uint16_t, std::string_view);
template Result<CatalogueEvent> decode(std::string_view, std::uint16_t, std::string_view);
template Result<ProductOfferEvent> decode(std::string_view, std::uint16_t, std::string_view);
template Result<WorkflowEvent> decode(std::string_view, std::uint16_t, std::string_view);
template Result<ProjectEvent> decode(std::string_view, std::uint16_t, std::string_view);
template Result<RequestEvent> decode(std::string_view, std::uint16_t, std::string_view);
template Result<ShardEvent> decode(std::string_view, std::uint16_t, std::string_view);
template Result<CommandEvent> decode(std::string_view, std::uint16_t, std::string_view);

}  // namespace proffer::codec
