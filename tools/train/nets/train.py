"""
Trains one of the nets of the toxicity model on the rows that main.ts wrote, and writes it with bytes for word vectors.

python3 tools/train/nets/train.py <work folder> --part conv|recurrent [--epochs 3] [--seed 1]

conv: one layer of convolutions of widths 1, 2, 3 and 5 over word vectors, maximum over places, one dense layer (Kim 2014,
"Convolutional Neural Networks for Sentence Classification").
recurrent: gated recurrent units in both directions (Cho et al. 2014), maximum over places beside two heads of attention
(Bahdanau et al. 2015), one dense layer.
A word's vector is its own and those of its classes (classes.yml), added up; what is written has them in the sum. Now and
then a group is swapped for a random listed term or an unknown word, so that one that nobody listed moves the score little.
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
arguments.add_argument("--part", choices=["conv", "recurrent"], required=True)
arguments.add_argument("--epochs", type=int, default=3)
arguments.add_argument("--seed", type=int, default=1)
arguments.add_argument("--threads", type=int, default=2)
options = arguments.parse_args()
torch.manual_seed(options.seed)
torch.set_num_threads(options.threads)
rng = np.random.default_rng(options.seed)

HEADS = ["TOXICITY", "SEVERE_TOXICITY", "IDENTITY_ATTACK", "INSULT", "PROFANITY", "THREAT", "DEHUMANIZATION"]
WIDTHS, FILTERS, DENSE, DIMENSIONS = (1, 2, 3, 5), 64, 96, 100
HIDDEN, ATTENTION = 48, 2
MOST, BATCH = 90, 64
GROUP, UNKNOWN = 2, 1


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


class Words(nn.Module):
    """Vectors of words: a word's own and those of its classes. Whole words are left out, so that none is trusted alone."""

    def __init__(self, vectors, members):
        super().__init__()
        self.own = nn.Embedding.from_pretrained(vectors, freeze=False, padding_idx=0)
        self.register_buffer("members", members)
        self.classes = nn.Parameter(torch.randn(members.shape[1], DIMENSIONS) * 0.1)

    def forward(self, ids):
        seen = self.own(ids) + self.members[ids] @ self.classes
        if self.training:
            seen = seen * (torch.rand(ids.shape) > 0.1).unsqueeze(2)
        return seen

    def table(self):
        return (self.own.weight + self.members @ self.classes).detach().numpy()

    def fix(self, table):
        self.own.weight.data = torch.from_numpy(table)
        self.members.zero_()


class Convolutions(nn.Module):
    def __init__(self, words):
        super().__init__()
        self.words = words
        self.layers = nn.ModuleList([nn.Conv1d(DIMENSIONS, FILTERS, width, padding=width - 1) for width in WIDTHS])
        self.dense = nn.Linear(FILTERS * len(WIDTHS), DENSE)
        self.out = nn.Linear(DENSE, len(HEADS))
        self.dropped = nn.Dropout(0.4)

    def forward(self, ids, lengths):
        seen = self.words(ids).transpose(1, 2)
        found = []
        for width, layer in zip(WIDTHS, self.layers):
            places = layer(seen)
            beyond = torch.arange(places.shape[2]).unsqueeze(0) >= (lengths + width - 1).unsqueeze(1)
            found.append(places.masked_fill(beyond.unsqueeze(1), -1e4).amax(2).relu())
        hidden = self.dense(self.dropped(torch.cat(found, 1))).relu()
        return self.out(self.dropped(hidden))

    def shape(self):
        return {"widths": WIDTHS, "filters": FILTERS, "dense": DENSE}

    def parts(self):
        for layer in self.layers:  # width, place, filter, dimension
            yield layer.weight.detach().permute(2, 0, 1)
            yield layer.bias.detach()


class Recurrent(nn.Module):
    def __init__(self, words):
        super().__init__()
        self.words = words
        self.units = nn.GRU(DIMENSIONS, HIDDEN, batch_first=True, bidirectional=True)
        self.attention = nn.Linear(2 * HIDDEN, ATTENTION, bias=False)
        self.dense = nn.Linear(2 * HIDDEN * (1 + ATTENTION), DENSE)
        self.out = nn.Linear(DENSE, len(HEADS))
        self.dropped = nn.Dropout(0.4)
        self.dropped_words = nn.Dropout(0.2)

    def forward(self, ids, lengths):
        seen = self.dropped_words(self.words(ids))
        packed = nn.utils.rnn.pack_padded_sequence(seen, lengths, batch_first=True, enforce_sorted=False)
        states, _ = nn.utils.rnn.pad_packed_sequence(self.units(packed)[0], batch_first=True)
        beyond = (torch.arange(states.shape[1]).unsqueeze(0) >= lengths.unsqueeze(1)).unsqueeze(2)
        highest = states.masked_fill(beyond, -1e4).amax(1)
        shares = self.attention(states).masked_fill(beyond, -1e4).softmax(1)
        attended = (shares.transpose(1, 2) @ states).flatten(1)
        hidden = self.dense(self.dropped(torch.cat([highest, attended], 1))).relu()
        return self.out(self.dropped(hidden))

    def shape(self):
        return {"hidden": HIDDEN, "attention": ATTENTION, "dense": DENSE}

    def parts(self):
        # A direction each: input to gates (reset, update, new; Cho's r, z, n), state to gates, both biases.
        for way in ("", "_reverse"):
            for name in ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"):
                yield getattr(self.units, name + way).detach()
        yield self.attention.weight.detach()


def batches(rows, order, size=BATCH):
    """Rows of like length together, in an order of their own."""
    pieces = [order[k : k + size * 50] for k in range(0, len(order), size * 50)]
    for piece in pieces:
        piece = sorted(piece, key=lambda at: min(len(rows[at]), MOST))
        groups = [piece[k : k + size] for k in range(0, len(piece), size)]
        rng.shuffle(groups)
        yield from groups


def swapped(row):
    at = np.flatnonzero((row == GROUP) & (rng.random(len(row)) < 0.15))
    if len(at) == 0:
        return row
    row = row.copy()
    row[at] = np.where(rng.random(len(at)) < 0.4, UNKNOWN, rng.choice(swaps, len(at)))
    return row


def tensor(rows, group, most, swapping=False):
    cut = [rows[at][:most] for at in group]
    cut = [swapped(row) for row in cut] if swapping else cut
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
swaps = np.fromfile(f"{options.work}/swaps.bin", dtype=np.int32)
members = np.fromfile(f"{options.work}/classes.bin", dtype=np.float32).reshape(len(vectors), -1)
words = Words(torch.from_numpy(vectors), torch.from_numpy(members))
net = Convolutions(words) if options.part == "conv" else Recurrent(words)
targets, weights = torch.from_numpy(training["targets"]), torch.from_numpy(training["weights"])
known = ~torch.isnan(targets)
targets = torch.nan_to_num(targets)
shares = (weights.unsqueeze(1) * known)
boosts = (0.1 * shares.sum(0) / (shares * targets).sum(0)).clamp(1, 6)
each = shares * (1 + (boosts - 1) * targets)

optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
steps = options.epochs * (len(training["rows"]) // BATCH + 1)
schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.05, 1 - step / steps))
for epoch in range(options.epochs):
    net.train()
    started, total, done = time.time(), 0.0, 0
    for group in batches(training["rows"], rng.permutation(len(training["rows"])).tolist()):
        said = net(*tensor(training["rows"], group, MOST, swapping=True))
        given = nn.functional.binary_cross_entropy_with_logits(said, targets[group], weight=each[group], reduction="sum")
        optimizer.zero_grad()
        (given / len(group)).backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5)
        optimizer.step()
        schedule.step()
        total, done = total + float(given.detach()) / len(group), done + 1
        if done % 500 == 0:
            print(f"epoch {epoch + 1} of {options.epochs}, {done * BATCH} rows, {time.time() - started:.0f} s", file=sys.stderr, flush=True)
    print(f"epoch {epoch + 1}: loss {total / done:.4f}, {time.time() - started:.0f} s", flush=True)
    report(logits(net, development), development)

# Bytes for the word vectors, a scale each; what is left is small and stays as it is.
table = words.table()
scales = np.maximum(np.abs(table).max(1), 1e-6) / 127
signed = np.clip(np.round(table / scales[:, None]), -127, 127).astype(np.int8)
words.fix(signed.astype(np.float32) * scales[:, None].astype(np.float32))
found = logits(net, development)
report(found, development)
found.tofile(f"{options.work}/{options.part}.logits.bin")
with open(f"{options.work}/{options.part}.bin", "wb") as file:
    write = lambda part: file.write(np.ascontiguousarray(part, dtype=np.float32).tobytes())
    write(scales)
    for part in net.parts():
        write(part.numpy())
    for layer in (net.dense, net.out):
        write(layer.weight.detach().numpy())
        write(layer.bias.detach().numpy())
    file.write(signed.tobytes())
json.dump(
    {"words": len(table), "dimensions": DIMENSIONS, **net.shape(), "heads": HEADS,
     "epochs": options.epochs, "seed": options.seed, "rows": len(training["rows"])},
    open(f"{options.work}/{options.part}.json", "w"),
)
