package io.weir.bench.router;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collapsed stacks by what they are at work on. A stack goes to the group of its innermost frame that has one; but what the
 * changelog costs is told from other sending, and threads of the JVM and of the network have groups of their own.
 */
final class FrameGroups {

    /** A group and its share of all samples, 0 to 1. */
    record Share(String group, long samples, double share) {}

    private record Rule(String group, String frame) {}

    /** These decide wherever in the stack they are. */
    private static final List<Rule> WHOLE = List.of(
            new Rule("JIT compiler", "CompileBroker::"),
            new Rule("JIT compiler", "C2 CompilerThre"),
            new Rule("JIT compiler", "C1 CompilerThre"),
            new Rule("garbage collection", "VM_GenCollect"),
            new Rule("garbage collection", "VM_CollectForMetadata"),
            new Rule("garbage collection", "GenCollectedHeap::"),
            new Rule("producer: network thread", "org/apache/kafka/clients/producer/internals/Sender."),
            new Rule("stores: changelog", "/ChangeLogging"));

    /** These decide where they are the innermost. */
    private static final List<Rule> INNERMOST = List.of(
            new Rule("producer: send", "org/apache/kafka/clients/producer/"),
            new Rule("producer: send", "org/apache/kafka/streams/processor/internals/RecordCollectorImpl"),
            new Rule("poll", "org/apache/kafka/clients/consumer/"),
            new Rule("poll", "org/apache/kafka/clients/NetworkClient"),
            new Rule("Avro decode", "io/weir/schemas/AvroWire.decode"),
            new Rule("Avro encode", "io/weir/schemas/AvroWire.encode"),
            new Rule("record mapping and headers", "io/weir/schemas/EventHeaders"),
            new Rule("record mapping and headers", "io/weir/schemas/codec/"),
            new Rule("stores: stored form", "io/weir/router/state/"),
            new Rule("stores: in memory", "org/apache/kafka/streams/state/"),
            new Rule("decide", "io/weir/core/"),
            new Rule("shell", "io/weir/router/"),
            new Rule("shell", "org/apache/kafka/streams/"));

    private FrameGroups() {}

    /** Shares of a profile, the largest first. */
    static List<Share> of(List<String> collapsed) {
        Map<String, Long> samples = new LinkedHashMap<>();
        long all = 0;
        for (String line : collapsed) {
            int blank = line.lastIndexOf(' ');
            if (blank > 0) {
                long count = Long.parseLong(line.substring(blank + 1));
                samples.merge(group(line.substring(0, blank)), count, Long::sum);
                all += count;
            }
        }
        List<Share> shares = new ArrayList<>();
        for (Map.Entry<String, Long> entry : samples.entrySet()) {
            shares.add(new Share(entry.getKey(), entry.getValue(), (double) entry.getValue() / all));
        }
        shares.sort(Comparator.comparingLong(Share::samples).reversed());
        return shares;
    }

    /** Group of a stack, frames from the outermost on with semicolons between. */
    static String group(String stack) {
        for (Rule rule : WHOLE) {
            if (stack.contains(rule.frame())) {
                return rule.group();
            }
        }
        String[] frames = stack.split(";", -1);
        for (int i = frames.length - 1; i >= 0; i--) {
            for (Rule rule : INNERMOST) {
                if (frames[i].startsWith(rule.frame())) {
                    return rule.group();
                }
            }
        }
        return "other";
    }
}
