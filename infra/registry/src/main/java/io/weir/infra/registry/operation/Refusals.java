package io.weir.infra.registry.operation;

import io.weir.infra.registry.store.Scope;
import java.util.List;

/** The refusals of the interface; codes and wording are what clients of Confluent's server know. */
public final class Refusals {

    private Refusals() {}

    public static RegistryException subjectNotFound(String subject) {
        return new RegistryException(40401, "Subject '" + subject + "' not found.");
    }

    public static RegistryException versionNotFound(int version) {
        return new RegistryException(40402, "Version " + version + " not found.");
    }

    public static RegistryException schemaNotFound() {
        return new RegistryException(40403, "Schema not found");
    }

    public static RegistryException schemaNotFound(int id) {
        return new RegistryException(40403, "Schema " + id + " not found");
    }

    static RegistryException subjectSoftDeleted(String subject) {
        return new RegistryException(
                40404, "Subject '" + subject + "' was soft deleted. Set permanent=true to delete permanently");
    }

    static RegistryException subjectNotSoftDeleted(String subject) {
        return new RegistryException(
                40405, "Subject '" + subject + "' was not deleted first before being permanently deleted");
    }

    static RegistryException versionSoftDeleted(String subject, int version) {
        return new RegistryException(
                40406,
                "Subject '" + subject + "' Version " + version
                        + " was soft deleted. Set permanent=true to delete permanently");
    }

    static RegistryException versionNotSoftDeleted(String subject, int version) {
        return new RegistryException(
                40407,
                "Subject '" + subject + "' Version " + version
                        + " was not deleted first before being permanently deleted");
    }

    public static RegistryException noSubjectCompatibility(String subject) {
        return new RegistryException(
                40408, "Subject '" + subject + "' does not have subject-level compatibility configured");
    }

    public static RegistryException noSubjectMode(String subject) {
        return new RegistryException(40409, "Subject '" + subject + "' does not have subject-level mode configured");
    }

    static RegistryException incompatible(String subject, List<String> details) {
        return new RegistryException(
                409,
                "Schema being registered is incompatible with an earlier schema for subject \"" + subject
                        + "\", details: " + details);
    }

    public static RegistryException invalidSchema(String message) {
        return new RegistryException(42201, message);
    }

    public static RegistryException invalidVersion(String version) {
        return new RegistryException(
                42202,
                "The specified version '" + version + "' is not a valid version id. "
                        + "Allowed values are between [1, 2^31-1] and the string \"latest\"");
    }

    static RegistryException invalidCompatibility() {
        return new RegistryException(
                42203,
                "Invalid compatibility level. Valid values are none, backward, forward, full, backward_transitive, "
                        + "forward_transitive, and full_transitive");
    }

    static RegistryException invalidMode() {
        return new RegistryException(
                42204, "Invalid mode. Valid values are READWRITE, READONLY, READONLY_OVERRIDE, and IMPORT.");
    }

    static RegistryException wrongMode(Scope scope, String expectation) {
        return notPermitted("Subject " + scope.subject() + " is " + expectation);
    }

    static RegistryException notPermitted(String message) {
        return new RegistryException(42205, message);
    }

    static RegistryException referenced(String subject, int version) {
        return new RegistryException(
                42206,
                "One or more references exist to the schema {magic=1,keytype=SCHEMA,subject=" + subject + ",version="
                        + version + "}.");
    }

    static RegistryException idTaken(int id) {
        return new RegistryException(42207, "Overwrite new schema with id " + id + " is not permitted.");
    }

    static RegistryException invalidSubject(String subject) {
        return new RegistryException(42208, "The specified subject '" + subject + "' is not a valid subject.");
    }

    public static RegistryException schemaTooLarge() {
        return new RegistryException(42209, "Schema is too large for the log");
    }

    public static RegistryException unrecognizedField(String name) {
        return new RegistryException(422, "Unrecognized field: " + name);
    }

    public static RegistryException storeFailed() {
        return new RegistryException(50001, "Error in the backend data store");
    }

    public static RegistryException storeTimedOut() {
        return new RegistryException(50002, "Operation timed out");
    }
}
