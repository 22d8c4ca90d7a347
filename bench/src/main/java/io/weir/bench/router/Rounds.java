package io.weir.bench.router;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The order of rounds: ABC CBA ABC ..., so that each topology runs early as often as late. */
final class Rounds {

    private Rounds() {}

    static List<Subject> order(int round) {
        List<Subject> order = new ArrayList<>(List.of(Subject.values()));
        if (round % 2 == 1) {
            Collections.reverse(order);
        }
        return order;
    }
}
