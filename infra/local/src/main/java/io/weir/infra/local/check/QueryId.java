package io.weir.infra.local.check;

/**
 * A query.
 *
 * @param tenant tenant
 * @param id id within the tenant, byte for byte
 */
record QueryId(String tenant, String id) {

    @Override
    public String toString() {
        return tenant + "/" + id;
    }
}
