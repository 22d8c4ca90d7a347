package io.weir.infra.broker;

import java.util.ArrayList;
import java.util.List;

/**
 * Brokers that are one cluster, each its own controller and a voter; topics have as many replicas as there are brokers, and
 * take a record once all but one have it.
 *
 * @param clusterId id of the cluster, the same for all; 22 characters of URL-safe Base64
 * @param node which of them this is
 * @param nodes all of them, the same list for each
 */
public record Quorum(String clusterId, int node, List<Node> nodes) {

    /**
     * One broker.
     *
     * @param id 1 or more, unique
     */
    public record Node(int id, int port, int controllerPort) {

        private static Node parse(String text) {
            String[] parts = text.split(":", -1);
            if (parts.length != 3) {
                throw new IllegalArgumentException("a node is ID:PORT:CONTROLLER_PORT, not '" + text + "'");
            }
            return new Node(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        }

        @Override
        public String toString() {
            return id + ":" + port + ":" + controllerPort;
        }
    }

    public Quorum {
        nodes = List.copyOf(nodes);
        int wanted = node;
        if (nodes.stream().filter(each -> each.id() == wanted).count() != 1) {
            throw new IllegalArgumentException("node " + node + " is not once among " + nodes);
        }
    }

    /** Of {@code ID:PORT:CONTROLLER_PORT,…}. */
    static Quorum parse(String clusterId, String node, String nodes) {
        List<Node> all = new ArrayList<>();
        for (String each : nodes.split(",", -1)) {
            all.add(Node.parse(each));
        }
        return new Quorum(clusterId, Integer.parseInt(node), all);
    }

    Node self() {
        return nodes.stream().filter(each -> each.id() == node).findFirst().orElseThrow();
    }
}
