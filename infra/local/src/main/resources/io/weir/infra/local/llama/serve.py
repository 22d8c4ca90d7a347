"""Serves one model over llama.cpp's own HTTP server: /v1/chat/completions, /health, /metrics.

One thread and one slot, no busy waiting, greedy by default: as the shipped answers were recorded. Ends when standard input does,
so it never outlives the process that started it.
"""
import argparse
import os
import signal
import sys

import xllamacpp

parser = argparse.ArgumentParser()
parser.add_argument("--model", required=True)
parser.add_argument("--alias", required=True)
parser.add_argument("--port", type=int, required=True)
parser.add_argument("--context", type=int, required=True)
given = parser.parse_args()

# Ctrl-C goes to the whole group of processes; the parent decides when this one ends.
signal.signal(signal.SIGINT, signal.SIG_IGN)

params = xllamacpp.CommonParams()
params.model.path = given.model
params.model_alias = {given.alias}
params.hostnames = ["127.0.0.1"]
params.port = given.port
params.n_ctx = given.context
params.n_parallel = 1
for threads in (params.cpuparams, params.cpuparams_batch):
    threads.n_threads = 1
    threads.poll = 0
params.sampling.temp = 0.0
params.sampling.seed = 1
params.endpoint_metrics = True
params.ui = False

server = xllamacpp.Server(params)
print("process", os.getpid(), "serves", given.alias, "on", server.listening_address, flush=True)
sys.stdin.buffer.read()
os._exit(0)
