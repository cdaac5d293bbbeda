#!/usr/bin/env bash
# Builds the peer under build/bench/peer out of npm's nodejieba (MIT); prints the command that runs it.
set -euo pipefail
cd "$(dirname "$0")/.."
dir=$PWD/build/bench/peer; mkdir -p "$dir"; cd "$dir"
[ -d package ] || { npm pack --silent nodejieba@3.5.8 >/dev/null && tar xzf nodejieba-3.5.8.tgz; }
src=$dir/package/submodules/cppjieba
[ cppjieba -nt ../../../bench/cppjieba.cpp ] || g++ -O2 -DNDEBUG -I"$src/include" -I"$src/deps/limonp/include" -o cppjieba ../../../bench/cppjieba.cpp
echo "$dir/cppjieba $src"
