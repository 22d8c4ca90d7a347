package io.weir.infra.registry.contract;

/** All of it. */
interface Contract
        extends RegistrationContract, ReferenceContract, CompatibilityContract, SettingsContract, DeletionContract {}
