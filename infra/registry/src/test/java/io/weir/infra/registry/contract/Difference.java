package io.weir.infra.registry.contract;

/** Where a server answers otherwise than the contract says. As few as there are. */
enum Difference {
    /** Codes are Confluent's; the words of a refusal are so for a subject or version that is not found, and its own elsewhere. */
    OWN_WORDS,

    /** A deletion out of order (40405, 40406, 40407) comes with status 409, not with the 404 that its code begins with. */
    OUT_OF_ORDER_IS_409,

    /** What is no version at all (0, -2, first) is one that is not found, 40402 or 40401, not 42202. */
    NO_VERSION_IS_NOT_FOUND,

    /** An empty schema is registered. */
    EMPTY_SCHEMA_TAKEN,

    /** A soft-deleted subject lists its versions with deleted=true, but does not give one of them. */
    DELETED_VERSION_UNREADABLE,

    /** A trial against "versions" is against all of them, whatever the level; a registration goes by the level. */
    TRIAL_OF_ALL_IS_TRANSITIVE,

    /** A verbose trial says no more than a plain one. */
    VERBOSE_SAYS_NOTHING,

    /** A trial for a subject that is not there is refused, 40401, where it would follow nothing; with a version it is 40402. */
    TRIAL_NEEDS_A_SUBJECT,

    /** The schemas that a schema refers to are not looked into for compatibility. */
    REFERENCES_NOT_COMPARED,

    /** A subject without a level or mode of its own answers with the registry's, not with 40408 or 40409. */
    REGISTRYS_SETTING_WITHOUT_ASKING,

    /** A subject whose level is deleted is left with NONE, not with the registry's. */
    DELETED_LEVEL_IS_NONE,

    /** Modes are kept and given back, and bind nobody. */
    MODES_DO_NOT_BIND,

    /** What is no mode is 42201, the code of an invalid schema, not 42204. */
    NO_MODE_IS_42201
}
