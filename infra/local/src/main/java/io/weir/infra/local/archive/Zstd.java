package io.weir.infra.local.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Zstandard pages without Hadoop's codecs, which would need a Hadoop installation's configuration. */
final class Zstd implements CompressionCodecFactory {

    /** Pages are of about a megabyte: a header that says more is damaged. */
    private static final int LARGEST_PAGE = 64 << 20;

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        require(codec);
        return new BytesInputCompressor() {
            @Override
            public BytesInput compress(BytesInput bytes) throws IOException {
                return BytesInput.from(com.github.luben.zstd.Zstd.compress(array(bytes)));
            }

            @Override
            public CompressionCodecName getCodecName() {
                return CompressionCodecName.ZSTD;
            }

            @Override
            public void release() {}
        };
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        require(codec);
        return new BytesInputDecompressor() {
            @Override
            public BytesInput decompress(BytesInput bytes, int size) throws IOException {
                return BytesInput.from(decompressed(array(bytes), size));
            }

            @Override
            public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int size)
                    throws IOException {
                byte[] compressed = new byte[compressedSize];
                input.get(compressed);
                output.put(decompressed(compressed, size));
            }

            @Override
            public void release() {}
        };
    }

    private static byte[] array(BytesInput bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) bytes.size());
        bytes.writeAllTo(out);
        return out.toByteArray();
    }

    private static byte[] decompressed(byte[] compressed, int size) throws IOException {
        if (size < 0 || size > LARGEST_PAGE) {
            throw new IOException("a page of " + size + " bytes");
        }
        byte[] page = new byte[size];
        long length = com.github.luben.zstd.Zstd.decompress(page, compressed);
        if (com.github.luben.zstd.Zstd.isError(length) || length != size) {
            throw new IOException("a page cannot be decompressed");
        }
        return page;
    }

    private static void require(CompressionCodecName codec) {
        if (codec != CompressionCodecName.ZSTD) {
            throw new IllegalArgumentException("the archive is written in ZSTD, not in " + codec);
        }
    }

    @Override
    public void release() {}
}
