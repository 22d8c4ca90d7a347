package io.weir.core.routing;

import io.weir.core.cost.Price;
import io.weir.core.cost.PriceGate.Jump;
import io.weir.core.cost.RateCards;
import java.util.Optional;

/**
 * What a declared price does: it is applied, unless it says something else under a version that is there, or moves too far from
 * the price in force and nobody said that this is meant.
 */
final class Prices {

    private Prices() {}

    static void changed(Step step, Input.PriceChanged changed) {
        Price price = changed.price();
        RateCards prices = step.state().catalogue().prices();
        if (!prices.isNewer(price)) {
            return;
        }
        if (prices.held(price).filter(held -> !held.charges(price)).isPresent()) {
            step.refuse(
                    "",
                    "price_version_reused",
                    "version",
                    price.version(),
                    "model " + price.model() + " has this version with other rates: give these a version of their own");
            return;
        }
        Optional<Price> before = prices.inForce(price.rateCard(), price.model(), step.atMicros);
        Optional<Jump> jump = changed.force()
                ? Optional.empty()
                : before.flatMap(inForce -> step.settings.priceGate().check(inForce, price));
        if (jump.isPresent()) {
            held(step, price, before.orElseThrow(), jump.get());
        } else {
            step.emit(new Effect.PriceApplied(price));
        }
    }

    private static void held(Step step, Price price, Price before, Jump jump) {
        step.refuse(
                "",
                "price_gate",
                jump.component(),
                jump.after(),
                "model " + price.model() + ", version " + price.version() + ": " + jump.component() + " would go from "
                        + jump.before() + " nano-dollars (version " + before.version() + ") to " + jump.after()
                        + (jump.after() == 0
                                ? ""
                                : ", " + step.settings.priceGate().factor() + " times as much or as little")
                        + "; send it with force = true if that is meant");
    }
}
