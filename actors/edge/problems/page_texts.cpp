#include "actors/edge/problems/pages.hpp"

namespace proffer::edge {

// A line for each code: what it means, and what most likely mends it. Codes are never taken out:
// they stand in logs and in the headers of dead letters.
const std::string_view page_texts = R"(
ACCOUNTS_NOT_HERE|A catalogue was sent with accounts in it.|Send each account to /v1/accounts/{id}.
ACCOUNT_ID_DIFFERS|The id in the body is another one than that in the path.|Send the same id in both, or leave the body's out.
ACCOUNT_ID_REQUIRED|An account has no id.|Give it one.
ACCOUNT_IS_RESIDENTIAL|A quote was asked for, and residential accounts get orders.|Use the operation for orders.
ACCOUNT_NOT_FOUND|There is no account with this id.|Check the id, or define the account with PUT /v1/accounts/{id}.
ACCOUNT_NOT_RESIDENTIAL|An order was asked for, and only residential accounts get orders.|Use the operation for quotes.
ACTION_CODE_NOT_ALLOWED|This type of action does not have this code.|Choose a code that goes with the type.
ACTION_ID_DUPLICATE|Two actions of the offer have the same id.|Give one of them another id.
ACTION_NAME_DUPLICATE|Two actions of the response have the same name.|Rename one of them.
ACTION_NOT_FOUND|The response has no such action.|Read the offer again and use an action's id or name.
ACTION_SEQ_DUPLICATE|Two actions have the same sequence number.|Leave the numbers out; they are assigned.
ACTION_SEQ_READ_ONLY|Sequence numbers of actions are assigned automatically.|Leave the sequence out.
ACTIVITY_DONE|The activity was completed before.|Nothing is to be done.
ACTIVITY_NOT_FOUND|The account has no such activity.|List its activities and use the id of one.
ACTIVITY_TYPE_REQUIRED|An activity has no type.|Say what it is, such as Call.
ADDRESS_INVALID|The account's address is not complete.|Change the account: give it what the detail lists.
AMBIGUOUS_ASSET|The account owns more than one product that the offer could change.|Send assetId or serviceId.
ANSWER_TOO_LARGE|The answer is larger than a message may be.|Ask for less at a time.
ASSETS_FULL|The account has as many assets as it may.|Leave out assets that are no longer in use, or raise the limit.
ASSET_ALREADY_DISCONNECTING|An earlier response takes this product away already.|Wait until that document is done with, or cancel it.
ASSET_ID_DUPLICATE|Two assets of the account have the same id.|Give one of them another id.
ASSET_ID_REQUIRED|An asset has no id.|Give it one.
ASSET_NOT_FOUND|The account has no such active asset.|Read the account and use the id of an asset that is active.
ASSET_NOT_FOUND_FOR_PRODUCT|The account does not own the product that the offer changes.|Send the offer to accounts that own it, or check its recommendations and rules.
ASSET_PARENT_INACTIVE|An asset hangs below one that is not active.|Make it inactive too, or the other one active.
ASSET_PARENT_UNKNOWN|An asset's parent is not among the account's assets.|Send the parent as well, before its components.
ASSET_PROMOTION_NOT_ALLOWED|A component names a promotion; only roots have one.|Name the promotion on the root asset.
ASSET_QUANTITY_INVALID|An asset's quantity is not what its place allows.|Send a quantity of 1 or more, within the relationship's limits.
ASSET_RELATIONSHIP_REQUIRED|A component does not say which relationship of its parent it fills.|Send the relationship's name.
ASSET_RELATIONSHIP_UNKNOWN|The parent's product has no relationship of that name for this product.|Use one of the product's relationships.
ASSET_ROOT_WRONG|An asset's root is not the one it stands under.|Leave the root out.
AS_OF_INVALID|asOf is neither a time nor a position.|Send an RFC 3339 time, or a position that Proffer-Position told.
AS_OF_NEEDS_ACCOUNT|A list was asked for as of an earlier moment, of no account.|Send accountId or groupId as well; an earlier moment is looked up in one account's history.
AS_OF_UNSUPPORTED|This is answered for now only, not as of an earlier moment.|Ask without asOf, or for one order, quote, account or workflow instance, or for definitions.
ATTRIBUTE_ALLOWED_VALUES|The allowed values do not fit the attribute's type.|Give values of that type, or leave them out.
ATTRIBUTE_NAME_DUPLICATE|Two attributes of the product have the same name.|Rename one of them.
ATTRIBUTE_NAME_REQUIRED|An attribute has no name.|Give it one.
ATTRIBUTE_NAME_RESERVED|The attribute is called like a field that every line has.|Choose another name.
ATTRIBUTE_TYPE_UNKNOWN|There is no such type of attribute.|Use Text, Number, Boolean, Date or Enum.
ATTRIBUTE_UNKNOWN|The product has no attribute of that name.|Check the name, or add the attribute to the product.
ATTRIBUTE_VALUE_INVALID|The value is none that the attribute allows.|Send a value of its type, one of the allowed ones if it lists any.
BASE_DELETED_AND_CHANGED|The response deletes a base product and changes it as well.|Take one of the two actions out.
BASE_HAS_NO_COMPONENTS|The base product is simple, and the action is about a component.|Choose a customizable base product.
BASE_INACTIVE|The base product is not sold at this time.|Choose another one, or change the product's dates.
BASE_NOT_ALLOWED_HERE|This type of action takes no base product of that kind.|Leave it out, or choose another type of action.
BASE_REQUIRED|The action needs a base product.|Name one.
BASE_UNKNOWN|There is no such base product.|Define it first, or check the id.
BODY_TOO_LARGE|The request's body is larger than allowed.|Send less at a time, or raise http.body_bytes_max.
BROKERS_REQUIRED|The command needs to know where Kafka is.|Give --kafka HOST:PORT or set kafka.brokers.
BROKER_REFUSED|The broker refused what it was asked.|Read its reason; most often rights or settings of the broker.
BROKER_UNAVAILABLE|The broker does not answer.|Check its address and that it runs, then try again.
CARDINALITY_MAX|The base product has as many of these components as it may.|Offer another component, or raise the relationship's maximum.
CATALOGUE_NOT_SEEN|The definition is recorded and not in force yet.|Send the same again, or read the definition.
CATEGORY_UNKNOWN|There is no such category of streams.|Use account, order, quote, catalogue, product_offer or shard.
CHANNEL_DUPLICATE|The channel's exceptions are handled twice.|Keep one of the entries.
CHANNEL_HANDLERS_REQUIRED|A channel's entry says nothing about its exceptions.|Name at least one handler.
CHANNEL_NAME_REQUIRED|An entry for a channel does not name it.|Give the channel's name.
CHANNEL_UNKNOWN|There is no such channel.|Send one of those that the detail lists, or configure its exceptions.
CHARGE_PLAN_DUPLICATE|Two charge plans have the same name.|Rename one of them.
CHARGE_PLAN_EMPTY|A charge plan has no instalments.|Add at least one.
CHARGE_PLAN_NAME_REQUIRED|A charge plan has no name.|Give it one.
CHARGE_PLAN_SUM|A charge plan charges more than the whole.|Let the instalments add up to 100 percent at most.
CHARGE_PLAN_UNKNOWN|There is no such charge plan.|Define it first, or check the name.
CLOUDEVENT_INVALID|The message is no valid CloudEvent.|Send specversion 1.0 with id, source and type, or bare JSON.
COMMAND_TOO_LARGE|What follows from this command does not fit into one frame of the log.|Split it into smaller commands.
COMMAND_UNKNOWN|There is no such command.|Use one of the README's list.
COMMITMENT_DURATION_REQUIRED|The commitment does not say how long it lasts.|Give a duration and its unit.
COMPONENT_INACTIVE|The component is not sold at this time.|Choose another one, or change the product's dates.
COMPONENT_NOT_ALLOWED_HERE|This type of action takes no component.|Leave it out, or choose another type of action.
COMPONENT_NOT_IN_BASE|The component is in no relationship of the base product.|Choose one that is, or add it to a relationship.
COMPONENT_PATH_AMBIGUOUS|The component can be reached on several ways from the base product.|Say which with the component's path.
COMPONENT_PATH_UNKNOWN|The base product has no such path.|Use the names of relationships from the base product down.
COMPONENT_REQUIRED|The action needs a component.|Name one.
COMPONENT_UNKNOWN|There is no such component.|Define the product first, or check the id.
CORRELATION_INVALID|The correlation id is not visible ASCII of at most 128 bytes.|Send a shorter one, or none.
DECISION_FAULT|The program made a mistake deciding the command and has changed nothing.|Report it; send the command again to a version without the mistake.
DOCUMENTS_FULL|The account has as many open documents as it may.|Submit, accept or cancel some of them.
DOCUMENT_EMPTY|Nothing would be on the document.|Apply at least one offer that adds or changes something.
DOCUMENT_FULL|The document has as many lines as it may.|Submit it and start another.
DOC_NOT_EDITABLE|The document was submitted, accepted or cancelled.|Leave its id out to start another.
DOC_NOT_FOUND|The account has no such document.|Check the id, or leave it out.
DOC_OTHER_ACCOUNT|The document belongs to another account.|Send one of this account.
DOC_WRONG_KIND|The document is a quote where an order is needed, or the other way round.|Send one of the right kind, or none.
DOMAIN_DUPLICATE|A choice, or the parameterId of one, is listed twice.|Take one of them out, or give it an id of its own.
DOMAIN_EMPTY|The customer is to choose, and there is nothing to choose from.|Add choices, or a product line that has fitting ones.
DOMAIN_SEQ_DUPLICATE|Two choices have the same sequence number.|Give them different ones.
DOMAIN_VALUE_INVALID|A choice is not a value that the parameter can take.|Send products or values of the parameter's kind.
DOMAIN_VALUE_NOT_FOUND|The action has no such choice.|Read the offer again and use a choice's id.
ELIG_NO_CRITERIA|An eligibility rule says nothing about whom it is for.|Give at least one criterion.
EVENT_UNREADABLE|An event in the log cannot be read by this program.|Run the version that wrote it, or a newer one; check with `proffer log verify`.
FIELD_INVALID|A field's value is not of the form it must have.|Correct it as the detail says.
FIELD_REQUIRED|A field is missing.|Send it; the pointer says where.
FIELD_TOO_LONG|A field's value is longer than allowed.|Shorten it.
FIELD_TYPE|A field has a value of another JSON type.|Send the type that the detail names.
FIELD_UNKNOWN|There is no such field.|Check its spelling, or take it out.
FIELD_VALUE_INVALID|The value is none that the field can take.|Send one of those that the detail lists.
FILE_UNREADABLE|The file cannot be read.|Check its name and rights.
FILE_UNWRITABLE|The file cannot be written.|Check its folder, rights and room on the disk.
GROUP_INSTANCE_NOT_FOUND|The account has no such promotion group.|Create the group for the account first, or use the id of one that it has.
HEADERS_TOO_LARGE|The request's headers are larger than allowed.|Send fewer, or raise http.header_bytes_max.
HTTP_NOT_LISTENING|The node cannot listen on its address and port.|Choose another --port, or stop what listens there.
IDEMPOTENCY_KEYS_FULL|The addressee remembers as many request keys as it may.|Try again later, or raise node.request_keys_max.
IDEMPOTENCY_KEY_INVALID|The Idempotency-Key is empty, too long or has other than visible characters.|Send a UUID.
IDEMPOTENCY_KEY_REUSED|The Idempotency-Key came with another request before.|Use a new key for a new request.
IF_MATCH_INVALID|If-Match is no entity tag that was handed out.|Send the ETag of the last read.
IMPORT_MALFORMED|The file is no export of a workspace project.|Send a file that `proffer project export` wrote.
IMPORT_UNRESOLVED|The file refers to something that does not exist here.|Define or import what the detail names, then import again.
INPUT_GENERATION_OUTDATED|The input topic has been made anew since this generation.|Set kafka.generation to the newer one.
JSON_MALFORMED|The body is not JSON.|Correct it at the place that the detail names.
JSON_TOO_DEEP|The JSON is nested deeper than allowed.|Send it flatter.
KEY_MISMATCH|The record's key is not its accountId.|Key responses by their account.
LANGUAGE_UNKNOWN|There is no such language.|Use a known language code, such as ENU or FRA.
LIMIT_INVALID|limit is not a number within its bounds.|Send a number from 1 to the most that the detail names.
LINE_FIELD_ALLOWED_VALUES|Only a line field of type Enum has allowed values, and it needs them.|Give them, or another type.
LINE_FIELD_BUILT_IN|A line field has the name of a built-in one.|Choose another name.
LINE_FIELD_DUPLICATE|Two line fields have the same name.|Rename one of them.
LINE_FIELD_NAME_REQUIRED|A line field has no name.|Give it one.
LINE_FIELD_TYPE_REQUIRED|A line field has no type that is known.|Use Text, Number, Boolean, Date or Enum.
LINE_NOT_FOUND|The document has no such line.|Read the document and use a line's sequence or id.
LOG_COPY_SHARDS|A log is copied with as many data shards as it has.|Leave --shards out.
LOG_COPY_TARGET|The folder for the copy of a log is there already.|Name a folder that is not there.
LOG_DAMAGED|The log is not what was acknowledged.|Restore its folder from a copy; `proffer log verify` names the place.
LOG_FOREIGN|The folder holds another log than asked for.|Check --data and the number of shards.
LOG_IO|The log's files cannot be read or written.|Check the disk, its room and the rights of the folder.
LOG_LOCKED|Another process has the log open for writing.|Stop it, or use another folder.
LOG_NEWER_FORMAT|A newer program wrote this log.|Run that version.
LOG_NOT_FOUND|There is no log in the folder.|Check --data.
MALFORMED_HTTP|The request is not HTTP/1.1.|Use an HTTP client.
MATRIX_DUPLICATE|Two matrices have the same name.|Rename one of them.
MATRIX_NAME_REQUIRED|A matrix has no name.|Give it one.
MATRIX_TYPE_REQUIRED|A matrix does not say what it is for.|Use Eligibility or Compatibility.
MEDIA_TYPE_UNSUPPORTED|The body is of a kind that is not read here.|Send application/json, or what the detail names.
MEMBERSHIP_CARDINALITY|A membership's minimum, maximum and default do not go together.|Let the minimum be at most the default, and that at most the maximum.
MEMBERSHIP_COVERED_DUPLICATE|A promotion is covered twice.|Keep one of the entries.
MEMBERSHIP_COVERED_UNKNOWN|A covered promotion does not exist.|Define it first, or check the id.
MEMBERSHIP_COVERS_NOTHING|A membership covers no promotion.|Name at least one.
MEMBERSHIP_DEFAULT_QUANTITY|A membership's default quantity is not within its limits.|Choose one that is.
MEMBERSHIP_DEFINITION_UNKNOWN|The promotion group defines no such membership.|Read the group's definition and use the id of one of its memberships.
MEMBERSHIP_ENDED|The membership has ended.|Associate the asset by a new membership.
MEMBERSHIP_EXISTS|The asset is a member of the group already.|Nothing has to be done; or transfer the membership to another asset.
MEMBERSHIP_ID_DUPLICATE|Two memberships have the same id.|Give one of them another id.
MEMBERSHIP_IN_ORDER|A submitted order changes this membership.|Complete or cancel that order first.
MEMBERSHIP_MAX|The group has as many members of this kind as it may.|Disconnect or transfer one of them first.
MEMBERSHIP_NOT_COVERED|The membership does not cover the asset's product.|Choose an asset whose product or promotion it covers.
MEMBERSHIP_NOT_FOUND|The account has no such membership.|Read the account's memberships and use the id of one of them.
MEMBERSHIP_PENALTY_INVALID|A membership's penalty cannot be charged.|Give a product of kind Penalty and an amount of zero or more.
MEMBERSHIP_PRODUCT_KIND|The product of a membership is of another kind.|Choose a product of kind PromotionGroupMembership.
MEMBERSHIP_PRODUCT_UNKNOWN|There is no such product for the membership.|Define it first, or check the id.
MEMBERSHIP_REQUIRED|The promotion group has no memberships.|Define at least one.
MEMBERSHIP_UNCHANGED|The asset is the member already.|Nothing; there is nothing to change.
METHOD_NOT_ALLOWED|What is at this address does not take this method.|Use one of those that Allow names.
MODE_INVALID|There is no such mode.|Of an export give full or objects; of recommendations 0, 1, 2 or a mode of the row-set map.
MOMENT_INVALID|What was given is no moment of the log.|Give an RFC 3339 time, a while ago such as -2h, or a position such as @40.
MSGTYPE_BUILT_IN|The built-in message type is to lose its group or a response.|Keep the group Product Offer and the responses Accept and Reject; others can be added.
MSGTYPE_DUPLICATE|Two message types have the same name.|Rename one of them.
MSGTYPE_GROUP_REQUIRED|A message type has no group.|Give it one.
MSGTYPE_NAME_REQUIRED|A message type has no name.|Give it one.
MSGTYPE_RESPONSES_LOST|The new message type lacks responses that the offer uses.|Take them out of the offer first, or choose another type.
MSGTYPE_RESPONSE_DUPLICATE|A message type lists a response twice.|Keep one of them.
MSGTYPE_RESPONSE_NAME_REQUIRED|A response of a message type has no name.|Give it one.
MSGTYPE_SCOPE_UNKNOWN|A response is to suppress by a field that delimits nothing.|Use Asset Id, Root Asset Id, Document Id or Account Id, or leave it out.
MSGTYPE_UNKNOWN|There is no such message type.|Define it first, or check the name.
MSGTYPE_WRONG_GROUP|The message type is not in the group of product offers.|Choose one that is.
NAMED_PARAM_FIELD_FILLED|The field that the customer is to choose has a value already.|Leave the value out, or the named parameter.
NAMED_PARAM_MISSING|The customer has to choose a value, and this channel cannot ask.|Send the choice with the response.
NAMED_PARAM_NEEDS_ATTRIBUTE|The action's named parameter is an attribute's value, and no attribute is named.|Name the attribute.
NAMED_PARAM_NEEDS_BASE|The action's named parameter needs a base product.|Name one.
NAMED_PARAM_NEEDS_FIELD|The action's named parameter is a field's value, and no field is named.|Name the field.
NAMED_PARAM_NOT_ALLOWED|This type of action has no such named parameter.|Choose another one, or none.
NAMED_PARAM_NOT_IN_DOMAIN|The choice is none of the options, or its id and its value are two of them.|Choose one of those that the detail lists.
NAMED_PARAM_ONE_ONLY|The response has more than one action with a named parameter.|Keep one of them.
NAMED_PARAM_UNEXPECTED|A choice was sent that the offer does not ask for.|Leave the choice or its fieldName out.
NAMED_PARAM_WRONG_ACTION|A choice names an action that takes none; another one of the offer does.|Name that action, or leave it out.
NODE_UNAVAILABLE|The node does not answer.|Check --url and that the node runs.
OFFERS_TOO_MANY|More offers were applied together than allowed.|Send fewer at a time.
OFFER_CHANGED|The offer was changed since it was read.|Read it again and repeat the edit.
OFFER_DUPLICATE|The same offer was sent twice.|Send it once.
OFFER_EXISTS|There is an offer with this id already.|Choose another id, or edit that offer.
OFFER_ID_REQUIRED|An offer has no id.|Give it one.
OFFER_LIST_EMPTY|There is no offer to apply.|Send at least one, or a document to save.
OFFER_LOCKED|Somebody else holds the offer's Work Space.|Ask them to release or unlock it.
OFFER_NAME_REQUIRED|An offer has no name.|Give it one.
OFFER_NAME_TAKEN|Another offer has this name.|Choose another name.
OFFER_NOT_ELIGIBLE|The offer's rules do not allow it for this account.|Look at `proffer account recommend`; offer what suits the customer.
OFFER_NOT_FOUND|There is no such offer.|Check the id, or define the offer.
OFFER_NOT_LOCKED|The offer's Work Space is not locked.|Lock it before changing it.
OFFER_ORG_REQUIRED|Nobody can see the offer.|Choose at least one organization, or send your own one in Proffer-Organization.
OFFER_ORG_UNKNOWN|Organizations are registered, and the offer names one that is not among them.|Register it with PUT /v1/catalogue, or check the name.
OFFER_UNAVAILABLE|The offer has no version that is in force at this time.|Release one, or change its dates.
OPERATION_UNKNOWN|There is no such service.|Use one of the README's list.
ORDER_ALREADY_SUBMITTED|The order was submitted before.|Nothing is to be done.
ORDER_NOT_FOUND|There is no such order.|Check the id, or ask for at least the position that its writer was told.
ORDER_NOT_SUBMITTED|Only an order that was submitted can be completed.|Submit the order first.
ORDER_OUTDATED|What the order changes is no longer there, or no longer as it was.|Cancel the order and offer anew.
ORGANIZATION_DUPLICATE|An organization is registered twice.|Keep one of the entries.
ORGANIZATION_NAME_REQUIRED|An organization has no name.|Give it one.
OUTCOME_MISSING|The request's outcome cannot be told.|Look it up before asking again.
OUTCOME_NOT_RECORDABLE|A response left no outcome in the log.|Report this record; it is in the dead letters.
OVERLOADED|The node has as much to do as it may.|Try again after the time that Retry-After says.
PARAMETER_REQUIRED|A query parameter is missing.|Send the one that the detail names.
PARENT_INACTIVE|The action hangs below one that is not active.|Activate that one, or take the parent out.
PARENT_IS_WORKFLOW|The action hangs below one that runs a workflow.|Choose another parent, or none.
PARENT_NOT_EARLIER|The action hangs below a later one.|Put the parent before it.
PARENT_UNKNOWN|The action hangs below one that does not exist.|Check the parent's id.
PATH_INVALID|The id in the path is not encoded UTF-8.|Encode it in percent form.
PENALTY_PRODUCT_MISSING|A commitment ends early, and there is no product to charge it by.|Define a product of kind Penalty.
POSITION_INVALID|A position is not <shard>:<position>[,...].|Give back what Proffer-Position said.
POSITION_NOT_REACHED|What is asked for is not readable yet.|Try again.
POSITION_UNKNOWN|The log has no such position.|Check that it was read from this log.
PREFERENCE_DUPLICATE|A preference is set twice.|Keep one of the entries.
PREFERENCE_UNKNOWN|There is no such preference.|Use one of those that the detail lists.
PREFERENCE_VALUE_INVALID|The preference cannot have this value.|Use one of those that the detail lists.
PREPAID_BALANCE_TOO_LOW|The account's prepaid balance does not cover the order.|Top it up, or offer something cheaper.
PRODUCT_DATES|A product's end is not after its start.|Correct the dates.
PRODUCT_DUPLICATE|Two products have the same id or name.|Change one of them.
PRODUCT_ID_TAKEN|A promotion has the product's id.|Give the product another id.
PRODUCT_KIND_IS_PROMOTION|A product of this kind is defined as a promotion.|Define it among the promotions.
PRODUCT_KIND_REQUIRED|A product has no kind.|Give it one, such as Simple.
PRODUCT_LINE_DUPLICATE|Two product lines have the same id or name.|Change one of them.
PRODUCT_LINE_ID_REQUIRED|A product line has no id.|Give it one.
PRODUCT_LINE_MEMBER_UNKNOWN|A product line has a member that does not exist.|Define the product first, or take it out.
PRODUCT_LINE_NAME_TAKEN|Another product line has the name.|Choose another name.
PRODUCT_LINE_UNKNOWN|There is no such product line.|Define it first, or check the id.
PRODUCT_PRICE_INVALID|A product's price is not one.|Give an amount of zero or more.
PRODUCT_PRICE_TYPE_REQUIRED|A product with a price does not say how it is charged.|Use OneTime or Recurring.
PRODUCT_UNKNOWN|There is no such product.|Define it first, or check the id.
PROJECT_EMPTY|The project has no contents.|Add or import offers first.
PROJECT_FULL|The project holds as many offers as it may.|Use several projects.
PROJECT_NAME_REQUIRED|A project has no name.|Give it one.
PROJECT_NAME_TAKEN|There is a project of this name with another start date.|Choose another name.
PROJECT_NOT_FOUND|There is no such project.|Check the name, or create it first.
PROMOTION_DATES|A promotion's end is not after its start.|Correct the dates.
PROMOTION_DUPLICATE|Two promotions have the same id or name.|Change one of them.
PROMOTION_GROUP_DATES|A promotion group's end is not after its start.|Correct the dates.
PROMOTION_GROUP_DUPLICATE|Two promotion groups have the same id or name.|Change one of them.
PROMOTION_GROUP_ID_REQUIRED|A promotion group has no id.|Give it one.
PROMOTION_GROUP_INSTANCES|A promotion group's number of instances is none that is possible.|Use one of those that the detail lists.
PROMOTION_GROUP_LIMIT|The account has this promotion group as often as it may.|Use one that the account has.
PROMOTION_GROUP_NAME_REQUIRED|A promotion group has no name.|Give it one.
PROMOTION_GROUP_NAME_TAKEN|A product or promotion has the promotion group's name.|Choose another name.
PROMOTION_GROUP_UNAVAILABLE|The promotion group is inactive, outside its dates, or not for this customer's organization.|Choose another group, or change its definition.
PROMOTION_GROUP_UNKNOWN|There is no such promotion group.|Define it in the catalogue first.
PROMOTION_ID_TAKEN|A product has the promotion's id.|Give the promotion another id.
PROMOTION_INSTANCE_REQUIRED|The account has the promotion more than once.|Say which one by its instance.
PROMOTION_LIMIT|The promotion can be had only once.|Change the one that is there.
PROMOTION_NOT_ELIGIBLE|The promotion's rules do not allow it for this account.|Offer one that suits the customer.
PROMOTION_PRICE_INVALID|A promotion's price is not one.|Give an amount of zero or more.
PROMOTION_UNAVAILABLE|The promotion is not in force at this time.|Choose another one, or change its dates.
PROMOTION_UNKNOWN|There is no such promotion.|Define it first, or check the id.
PROM_COMPONENT_NOT_COVERED|The promotion has no slot for this product.|Choose a product that one of its slots takes.
PROM_INSTANCE_UNKNOWN|The account has no such instance of a promotion.|Read the account or the document and use one of theirs.
PROM_MAX|A slot of the promotion has as many products as it may.|Replace one of them.
PROM_MIN|A slot of the promotion would have too few products.|Replace the product, or disconnect the promotion.
PROM_NAME_UNKNOWN|There is no promotion of that name.|Check the name.
QUESTION_NOT_ANSWERED|The question cannot be answered now.|Try again.
QUOTE_NOT_FOUND|There is no such quote.|Check the id, or ask for at least the position that its writer was told.
RECORD_EMPTY|The record has no value.|Send a response in it.
REC_DATES|A recommendation's end is not after its start.|Correct the dates.
REC_ID_DUPLICATE|Two recommendations of the offer have the same id.|Give one of them another id.
REC_MSGTYPE_READ_ONLY|A recommendation was given another message type than its offer has.|Leave it out, or set the offer's message type.
REC_NOT_FOUND|The offer has no such recommendation.|Read the offer again and use a recommendation's id.
REC_SUBJECT_REQUIRED|A recommendation does not say what triggers it.|Choose the product that does.
REC_SUBJECT_UNKNOWN|The product that triggers the recommendation does not exist.|Define it first, or check the id.
RELATIONSHIPS_ONLY_FOR_CUSTOMIZABLE|A product that is not customizable has relationships.|Make it customizable, or take them out.
RELATIONSHIP_CARDINALITY|A relationship's minimum, maximum and default do not go together.|Let the minimum be at most the default, and that at most the maximum.
RELATIONSHIP_DEFAULT_CYCLE|Default components lead back to their own base product.|Take one default out of the circle.
RELATIONSHIP_DEFAULT_NOT_IN_DOMAIN|A relationship's default is not among its products.|Choose one that is.
RELATIONSHIP_DEFAULT_QUANTITY|A relationship's default quantity is not within its limits.|Choose one that is.
RELATIONSHIP_DEFAULT_REQUIRED|A relationship needs components, and there is no default.|Choose a default product.
RELATIONSHIP_DOMAIN_EMPTY|A relationship has no products.|Add at least one.
RELATIONSHIP_DOMAIN_SELF|A product is a component of itself.|Take it out.
RELATIONSHIP_DOMAIN_UNKNOWN|A product of a relationship does not exist.|Define it first, or take it out.
RELATIONSHIP_NAME_DUPLICATE|Two relationships of the product have the same name.|Rename one of them.
RELATIONSHIP_NAME_REQUIRED|A relationship has no name.|Give it one.
REPLACE_CARDINALITY|Replace works only where one item can be selected.|Use Delete and Add, or a maximum of 1.
REQUEST_RUNNING|A request with this Idempotency-Key is being answered.|Wait for that answer, or ask again a little later.
RESPONSES_FULL|The account has answered as often as it may be asked.|Raise the limit.
RESPONSE_DUPLICATE|The offer has the response already.|Edit that one.
RESPONSE_NAME_REQUIRED|A response has no name.|Give it one.
RESPONSE_NOT_FOUND|The offer has no such response.|Read the offer and use one of its active responses.
RESPONSE_SEQ_DUPLICATE|Two responses have the same sequence number.|Give them different ones.
RESPONSE_UNKNOWN|The offer's message type has no such response.|Use one of the message type's responses.
ROUTE_NOT_FOUND|There is nothing at this address.|Use one of the README's list.
RULES_NEED_CHECK|The offer has rules that are ignored.|Select Check Eligibility to have them applied.
RULE_DATES|A rule's end is not after its start.|Correct the dates.
RULE_ID_DUPLICATE|Two rules of the offer have the same id.|Give one of them another id.
RULE_KIND_REQUIRED|The command does not say what kind of rule is meant.|Say eligibility or compatibility.
RULE_MATRIX_UNKNOWN|The rule's matrix does not exist, or is of the other type.|Define it first, or choose another one.
RULE_NOT_ABOUT_OFFER|A compatibility rule is not about the offer that has it.|Leave its subject or its object out.
RULE_NOT_FOUND|The offer has no such rule.|Read the offer again and use a rule's id.
RULE_ONE_SIDE|A compatibility rule needs exactly one product, line or class beside the offer.|Name one.
RULE_SIDE_UNKNOWN|A rule is about something that does not exist.|Define it first, or check the id.
RULE_TYPE_REQUIRED|A rule does not say what it does.|Use Available or Unavailable, Requires or Excludes.
SEARCH_SPEC_INVALID|A search specification is not of the form that is read.|Write [Field]="value" or [Field]=[Field], joined by AND.
SETTINGS_MALFORMED|The settings file is not TOML.|Correct it at the place that the detail names.
SETTINGS_UNREADABLE|The settings file cannot be read.|Check its name and rights.
SETTING_INVALID|A setting has a value that is not possible.|Use one within the bounds that the detail names.
SETTING_UNKNOWN|There is no such setting.|Check its spelling; `proffer config show` lists all.
SHARD_NOT_ELSEWHERE|A command to another shard is addressed to its own.|Send the command to its addressee.
SLOT_CARDINALITY|A slot's minimum, maximum and default do not go together.|Let the minimum be at most the default, and that at most the maximum.
SLOT_DEFAULT_NOT_IN_DOMAIN|A slot's default is not among its products.|Choose one that is.
SLOT_DEFAULT_QUANTITY|A slot's default quantity is not within its limits.|Choose one that is.
SLOT_DEFAULT_REQUIRED|A slot needs products, and there is no default.|Choose a default product.
SLOT_ONE_OF|A slot takes a product, a list of them or a product line, not several of these.|Keep exactly one.
SLOT_PRICE_INVALID|A slot's price is not one.|Give an amount or a percentage that is possible.
SLOT_PRODUCT_UNKNOWN|A product of a slot does not exist.|Define it first, or take it out.
SLOT_RULE_DUPLICATE|Two slots of the promotion have the same rule id.|Give one of them another id.
SLOT_RULE_REQUIRED|A slot has no rule id.|Give it one.
SLOT_TAKES_PRODUCTS|A slot is to take a promotion.|Choose products that are no promotions.
STATUS_INVALID|There is no such status.|Send one of those that the detail names, or none.
STORE_FAILED|The log cannot be read.|Check the disk; `proffer log verify` says whether the log is sound.
STRUCTURE_INVALID|The structure is not one that was handed out.|Send it as it was received.
TEXT_TOO_LONG|A text is longer than allowed.|Shorten it.
TOO_MANY_CONNECTIONS|The node has as many connections as it may.|Close some, or raise http.connections_max.
TOPIC_UNKNOWN|There is no such topic.|Use order, quote, outcome, membership or dlq.
TOPIC_WRONG|A topic has other partitions or settings than it must have.|Change them as the detail says.
TRANSLATION_DUPLICATE|There are two translations into one language.|Keep one of them.
TYPE_UNKNOWN|The event is of a type that this input does not take.|Send the type that the detail names.
UNAVAILABLE|The node is stopping.|Try again, on another node or a little later.
UPDATE_BEFORE_ADD|A response updates what a later action adds.|Put the action that adds first.
UPDATE_PAIR_BOTH|An update names both an attribute and a field.|Keep one of the two.
UPDATE_PAIR_NOT_ALLOWED|This action takes no attribute or field.|Leave it out, or use the code Update.
UPDATE_PAIR_REQUIRED|An update does not say what it changes.|Name an attribute or a field, with its value.
UPGRADE_KIND_MISMATCH|A promotion is to become a product, or the other way round.|Choose one of the same kind.
UPGRADE_ORIGINAL_UNKNOWN|An upgrade path begins at something that does not exist.|Define it first, or check the id.
UPGRADE_PATH_DUPLICATE|An upgrade path is defined twice.|Keep one of them.
UPGRADE_PATH_UNDEFINED|There is no upgrade path from the one promotion to the other.|Define it, or choose another one.
UPGRADE_PENALTY_INVALID|An upgrade path's penalty cannot be charged.|Give a product of kind Penalty and an amount of zero or more.
UPGRADE_PRODUCT_INACTIVE|The product to upgrade to is not sold at this time.|Choose another one, or change its dates.
UPGRADE_PRODUCT_NOT_ALLOWED|This type of action takes no product to upgrade to.|Leave it out, or use the type Upgrade.
UPGRADE_PRODUCT_REQUIRED|The action does not say what to upgrade to.|Name the product.
UPGRADE_PRODUCT_UNKNOWN|The product to upgrade to does not exist.|Define it first, or check the id.
UPGRADE_SAME|Something is to be upgraded to itself.|Choose another product.
URL_INVALID|The node's address is not a URL.|Give one such as http://127.0.0.1:8077.
URL_TOO_LONG|The request's address is longer than allowed.|Shorten it.
USER_INPUT_NEEDS_NAMED_PARAM|The customer is to give a value, and it is not said which.|Choose a named parameter.
USER_INPUT_ONE_ONLY|The response asks the customer for more than one value.|Keep one action with user input.
VALIDATION_FAILED|The order or quote would not be valid.|Read the detail: a relationship has too many or too few components, or a value is not allowed.
VARIABLE_MAP_FIELD_REQUIRED|A variable map has an entry without a field.|Name the field.
VARIABLE_MAP_FIELD_UNKNOWN|A mode of a variable map names a field that such a map does not have.|Name one of those that the answer lists.
VARIABLE_MAP_LOCKED|Somebody else holds the variable map's Work Space.|Ask them to release or unlock it.
VARIABLE_MAP_MODE_DUPLICATE|A variable map has a mode twice.|Keep one of them.
VARIABLE_MAP_MODE_REQUIRED|A variable map has a mode without a name.|Name it; Any is for all.
VARIABLE_MAP_NAME_REQUIRED|A variable map has no name.|Give it one.
VARIABLE_MAP_NOT_LOCKED|The variable map's Work Space is not locked.|Lock it before changing it.
VARIABLE_MAP_UNKNOWN|There is no such variable map.|Check the name.
VERSION_DATES|A version's end is not after its start.|Correct the dates.
VERSION_UNKNOWN|The message is of a version that is not read here.|Send the version that the detail names, or run a newer program.
WF_PARAM_DUPLICATE|A workflow's parameter is given twice.|Keep one of them.
WF_PARAM_INVALID|A workflow's parameter cannot have this value.|Correct it as the detail says.
WF_PARAM_NAME_REQUIRED|A workflow's parameter has no name.|Give it one.
WF_PARAM_ONLY_FOR_WORKFLOW|An action that runs no workflow has parameters for one.|Take them out, or use the type RunProcess.
WORKFLOW_DUPLICATE|Two workflows have the same name.|Rename one of them.
WORKFLOW_FAILED|A workflow after the order failed, before its own code was recorded; the order stands.|Do by hand what it was to do; what it said is with the answer and the order.
WORKFLOW_INTERSPERSED|Actions that run workflows stand between others.|Put them before or behind all the others.
WORKFLOW_NAME_REQUIRED|A workflow has no name.|Give it one.
WORKFLOW_NOT_ALLOWED_HERE|This type of action runs no workflow, or not at this place.|Leave it out, or use the type RunProcess.
WORKFLOW_NOT_FOUND|There is no such workflow instance.|Send the id that the question came with.
WORKFLOW_NOT_WAITING|The workflow instance waits for nothing.|Nothing is to be done: the choice was made, given up or never asked for.
WORKFLOW_REQUIRED|The action does not say which workflow to run.|Name one.
WORKFLOW_UNKNOWN|There is no such workflow.|Register it first, or check the name.
)";

}  // namespace proffer::edge
