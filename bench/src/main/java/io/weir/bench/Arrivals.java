package io.weir.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One order of arrival: every round plays every prompt once.
 *
 * @param name part of the query ids, so that each order draws its own noise and its own random choices
 * @param rounds prompts of each round, in order
 */
record Arrivals(String name, List<List<Prompt>> rounds) {

    Arrivals {
        rounds = rounds.stream().map(List::copyOf).toList();
    }

    /** The order of this number, from 0; each round is shuffled on its own. */
    static Arrivals shuffled(Workload workload, long seed, int number) {
        Random random = new Random(seed * 1_000_003L + number);
        List<List<Prompt>> rounds = new ArrayList<>();
        for (int round = 0; round < workload.rounds(); round++) {
            List<Prompt> prompts = new ArrayList<>(workload.prompts());
            Collections.shuffle(prompts, random);
            rounds.add(prompts);
        }
        return new Arrivals(seed + "." + number, rounds);
    }
}
