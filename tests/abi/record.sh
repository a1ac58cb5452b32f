#!/usr/bin/env bash
# Records the types of caselint/plugin.h as tests/abi/MAJOR.MINOR/plugin.abi, for the version the header has; refuses to
# overwrite what was recorded before. Needs gcc and abigail-tools.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
header=$root/host/include/caselint/plugin.h
major=$(sed -n 's/^#define CASELINT_ABI_MAJOR UINT32_C(\([0-9]*\))$/\1/p' "$header")
minor=$(sed -n 's/^#define CASELINT_ABI_MINOR UINT32_C(\([0-9]*\))$/\1/p' "$header")
target=$root/tests/abi/$major.$minor/plugin.abi

if [[ -e $target ]]; then
	echo "record.sh: $target was recorded before; a change of the types needs another version" >&2
	exit 1
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
gcc -g -gdwarf-5 -shared -fPIC -std=c99 -I "$root/host/include" -o "$folder/types.so" "$root/tests/abi/types.c"
mkdir -p "$(dirname "$target")"
abidw --no-corpus-path --no-comp-dir-path --no-show-locs --out-file "$target" "$folder/types.so"
echo "$target"
