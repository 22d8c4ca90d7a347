package io.weir.infra.local.archive;

import java.nio.file.Path;

/** Archives of entries that are at hand. */
public final class Archives {

    private Archives() {}

    public static Archive of(Path directory, Iterable<Archived> partition) {
        Archive archive = new Archive(directory);
        Archiver.run(partition, archive);
        return archive;
    }
}
