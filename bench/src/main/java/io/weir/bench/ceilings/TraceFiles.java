package io.weir.bench.ceilings;

import io.weir.core.cost.Rates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Reads request traces: gzip'd CSV with a header, one request a line, in order of arrival; columns input_tokens and
 * output_tokens, and a tenant where there are several, whose number is then the task class. They have no text: a prompt's
 * bytes are assumed.
 */
public final class TraceFiles {

    private static final String SUFFIX = ".csv.gz";

    private TraceFiles() {}

    /**
     * All traces of a directory, by name.
     *
     * @param bytesPerToken bytes of a prompt per token, as English text has about 4
     * @throws IllegalArgumentException naming file and line where something is wrong
     */
    public static List<RequestSet> read(Path directory, int bytesPerToken, Rates rates) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException(directory + " has no file *" + SUFFIX);
        }
        List<RequestSet> sets = new ArrayList<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            sets.add(new RequestSet(
                    name.substring(0, name.length() - SUFFIX.length()), rates, requests(file, bytesPerToken)));
        }
        return sets;
    }

    private static List<Request> requests(Path file, int bytesPerToken) throws IOException {
        List<Request> requests = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            String header = lines.readLine();
            List<String> columns = header == null ? List.of() : List.of(header.split(",", -1));
            int input = column(file, columns, "input_tokens");
            int output = column(file, columns, "output_tokens");
            int tenant = columns.indexOf("tenant");
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String[] cells = line.split(",", -1);
                try {
                    long tokens = Long.parseLong(cells[input]);
                    String task = tenant < 0 ? "trace" : cells[tenant];
                    requests.add(new Request(task, tokens * bytesPerToken, tokens, Long.parseLong(cells[output])));
                } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                    throw new IllegalArgumentException(file + " line " + number + ": " + line, e);
                }
            }
        }
        return requests;
    }

    private static int column(Path file, List<String> columns, String name) {
        int index = columns.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(file + ": no column " + name + " in " + columns);
        }
        return index;
    }
}
