package io.weir.infra.faults.trap;

import io.weir.core.routing.Settings;
import io.weir.router.RouterApp;
import io.weir.router.RouterConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The router as a process of its own, with a trap: {@code FaultyRouter BOOTSTRAP REGISTRY STATE_DIR INSTANCE REPLICAS PARTITIONS}. */
public final class FaultyRouter {

    private static final long LOOK_MILLIS = 2;

    private FaultyRouter() {}

    public static void main(String[] args) throws InterruptedException {
        Trap trap = Trap.ofThisProcess();
        RouterConfig config = new RouterConfig(
                args[0],
                args[1],
                Path.of(args[2]),
                args[3],
                Integer.parseInt(args[5]),
                Short.parseShort(args[4]),
                1,
                Duration.ofMillis(50),
                Settings.DEFAULT);
        CountDownLatch failed = new CountDownLatch(1);
        RouterApp app = RouterApp.start(config, failed::countDown, new RouterClients(trap));
        Runtime.getRuntime().addShutdownHook(new Thread(app::close, "router-shutdown"));
        while (!app.isReady() && !failed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {}
        System.out.println("router running");
        trap.reached(Point.RUNNING, "");
        failed.await();
        System.exit(1);
    }
}
