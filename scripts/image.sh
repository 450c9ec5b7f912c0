#!/bin/sh
# Makes of a copy of the project what a container image holds: the page built, and no package that only developing
# needs. The Dockerfile runs it, and so does test/image.test.ts. Needs Node 24, and what `npm ci` needs.
set -eu
cd "$1"
# Packages that are there already are those of the lock file: .dockerignore lets none into an image.
[ -d node_modules ] || npm ci --no-audit --no-fund --loglevel=error
NODE_ENV=production npm run --silent build
npm prune --omit=dev --omit=optional --no-audit --no-fund --loglevel=error
rm -rf node_modules/.cache
