"""
Trains the convolutional net of the toxicity model on the rows that main.ts wrote, and writes it with bytes for weights.

python3 tools/train/nets/train.py <work folder> [--epochs 3] [--seed 1]

One layer of convolutions of widths 1, 2, 3 and 5 over word vectors, maximum over places, one dense layer (Kim 2014,
"Convolutional Neural Networks for Sentence Classification").
Loss: binary cross-entropy, masked where a source does not speak of a head, with a weight a source; rare harm is lifted as in
../learn.ts. Needs PyTorch and NumPy (Debian: python3-torch, python3-numpy); nobody who runs Decorum does.
"""
import argparse
import json
import sys
import time

import numpy as np
import torch
from torch import nn

arguments = argparse.ArgumentParser()
arguments.add_argument("work")
arguments.add_argument("--epochs", type=int, default=3)
arguments.add_argument("--seed", type=int, default=1)
arguments.add_argument("--threads", type=int, default=2)
options = arguments.parse_args()
torch.manual_seed(options.seed)
torch.set_num_threads(options.threads)
rng = np.random.default_rng(options.seed)

HEADS = ["TOXICITY", "SEVERE_TOXICITY", "IDENTITY_ATTACK", "INSULT", "PROFANITY", "THREAT"]
WIDTHS, FILTERS, DENSE, DIMENSIONS = (1, 2, 3, 5), 64, 96, 100
MOST, BATCH = 90, 64


def read(name):
    at = lambda kind, type_: np.fromfile(f"{options.work}/{name}.{kind}.bin", dtype=type_)
    ids, ends = at("ids", np.int32), at("ends", np.int32)
    starts = np.concatenate([[0], ends[:-1]])
    return {
        "rows": [ids[start:end] for start, end in zip(starts, ends)],
        "targets": at("targets", np.float32).reshape(-1, len(HEADS)),
        "weights": at("weights", np.float32),
        "sources": open(f"{options.work}/{name}.sources.txt").read().split("\n")[:-1],
    }


class Net(nn.Module):
    def __init__(self, vectors):
        super().__init__()
        self.words = nn.Embedding.from_pretrained(vectors, freeze=False, padding_idx=0)
        self.layers = nn.ModuleList([nn.Conv1d(DIMENSIONS, FILTERS, width, padding=width - 1) for width in WIDTHS])
        self.dense = nn.Linear(FILTERS * len(WIDTHS), DENSE)
        self.out = nn.Linear(DENSE, len(HEADS))
        self.dropped = nn.Dropout(0.4)

    def forward(self, ids, lengths):
        seen = self.words(ids)
        if self.training:  # whole words are left out, so that no word is trusted alone
            seen = seen * (torch.rand(ids.shape) > 0.1).unsqueeze(2)
        seen = seen.transpose(1, 2)
        found = []
        for width, layer in zip(WIDTHS, self.layers):
            places = layer(seen)
            beyond = torch.arange(places.shape[2]).unsqueeze(0) >= (lengths + width - 1).unsqueeze(1)
            found.append(places.masked_fill(beyond.unsqueeze(1), -1e4).amax(2).relu())
        hidden = self.dense(self.dropped(torch.cat(found, 1))).relu()
        return self.out(self.dropped(hidden))


def batches(rows, order, size=BATCH):
    """Rows of like length together, in an order of their own."""
    pieces = [order[k : k + size * 50] for k in range(0, len(order), size * 50)]
    for piece in pieces:
        piece = sorted(piece, key=lambda at: min(len(rows[at]), MOST))
        groups = [piece[k : k + size] for k in range(0, len(piece), size)]
        rng.shuffle(groups)
        yield from groups


def tensor(rows, group, most):
    cut = [rows[at][:most] for at in group]
    lengths = torch.tensor([max(1, len(row)) for row in cut])
    ids = torch.zeros(len(cut), int(lengths.max()), dtype=torch.long)
    for k, row in enumerate(cut):
        ids[k, : len(row)] = torch.from_numpy(row.astype(np.int64))
    return ids, lengths


def auc(scores, positive):
    order = np.argsort(scores, kind="mergesort")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    values, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    sums = np.zeros(len(values))
    np.add.at(sums, inverse, ranks)
    ranks = (sums / counts)[inverse]
    good = positive.sum()
    return (ranks[positive].sum() - good * (good + 1) / 2) / (good * (len(scores) - good))


def logits(net, data):
    net.eval()
    found = np.zeros((len(data["rows"]), len(HEADS)), np.float32)
    order = sorted(range(len(data["rows"])), key=lambda at: len(data["rows"][at]))
    with torch.no_grad():
        for k in range(0, len(order), 256):
            group = order[k : k + 256]
            found[group] = net(*tensor(data["rows"], group, 240)).numpy()
    return found


def report(found, data):
    sources = np.array(data["sources"])
    for k, head in enumerate(HEADS):
        told = []
        for source in dict.fromkeys(data["sources"]):
            at = (sources == source) & ~np.isnan(data["targets"][:, k])
            positive = data["targets"][at, k] >= 0.5
            if positive.sum() >= 10 and (~positive).sum() >= 10:
                told.append(f"{source} {auc(found[at, k], positive):.4f}")
        print(f"{head:16} {', '.join(told)}", flush=True)


training, development = read("training"), read("development")
vectors = np.fromfile(f"{options.work}/vectors.bin", dtype=np.float32).reshape(-1, DIMENSIONS)
unset = np.isnan(vectors[:, 0])
vectors[unset] = rng.normal(0, 0.3, (int(unset.sum()), DIMENSIONS))
vectors[0] = 0
net = Net(torch.from_numpy(vectors))
targets, weights = torch.from_numpy(training["targets"]), torch.from_numpy(training["weights"])
known = ~torch.isnan(targets)
targets = torch.nan_to_num(targets)
shares = (weights.unsqueeze(1) * known)
boosts = (0.1 * shares.sum(0) / (shares * targets).sum(0)).clamp(1, 6)
each = shares * (1 + (boosts - 1) * targets)



net = Net(torch.from_numpy(vectors))
optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
steps = options.epochs * (len(training["rows"]) // BATCH + 1)
schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.05, 1 - step / steps))
for epoch in range(options.epochs):
    net.train()
    started, total, done = time.time(), 0.0, 0
    for group in batches(training["rows"], rng.permutation(len(training["rows"])).tolist()):
        said = net(*tensor(training["rows"], group, MOST))
        given = nn.functional.binary_cross_entropy_with_logits(said, targets[group], weight=each[group], reduction="sum")
        optimizer.zero_grad()
        (given / len(group)).backward()
        optimizer.step()
        schedule.step()
        total, done = total + float(given) / len(group), done + 1
        if done % 500 == 0:
            print(f"epoch {epoch + 1} of {options.epochs}, {done * BATCH} rows, {time.time() - started:.0f} s", file=sys.stderr, flush=True)
    print(f"epoch {epoch + 1}: loss {total / done:.4f}, {time.time() - started:.0f} s", flush=True)
    report(logits(net, development), development)

# Bytes for the word vectors, a scale each; what is left is small and stays as it is.
table = net.words.weight.detach().numpy()
scales = np.maximum(np.abs(table).max(1), 1e-6) / 127
signed = np.clip(np.round(table / scales[:, None]), -127, 127).astype(np.int8)
net.words.weight.data = torch.from_numpy(signed.astype(np.float32) * scales[:, None].astype(np.float32))
found = logits(net, development)
report(found, development)
found.tofile(f"{options.work}/development.logits.bin")
with open(f"{options.work}/net.bin", "wb") as file:
    file.write(scales.astype(np.float32).tobytes())
    for layer in net.layers:  # width, place, filter, dimension
        file.write(layer.weight.detach().permute(2, 0, 1).contiguous().numpy().astype(np.float32).tobytes())
        file.write(layer.bias.detach().numpy().astype(np.float32).tobytes())
    for layer in (net.dense, net.out):
        file.write(layer.weight.detach().numpy().astype(np.float32).tobytes())
        file.write(layer.bias.detach().numpy().astype(np.float32).tobytes())
    file.write(signed.tobytes())
json.dump(
    {"words": len(table), "dimensions": DIMENSIONS, "widths": WIDTHS, "filters": FILTERS, "dense": DENSE, "heads": HEADS,
     "epochs": options.epochs, "seed": options.seed, "rows": len(training["rows"])},
    open(f"{options.work}/net.json", "w"),
)
