# One image for every node and the gateway; the command says which. Its steps are scripts/image.sh.
FROM node:24.21.0-bookworm-slim AS made
WORKDIR /app
COPY . .
RUN scripts/image.sh /app

FROM node:24.21.0-bookworm-slim
# A new volume takes its owner from the folder of the image on which it is first mounted.
RUN install -d -o node -g node -m 0700 /data \
  /movement/council /movement/trademark /movement/fundraising \
  /movement/east-africa /movement/south-asia /movement/andes /movement/gateway
COPY --from=made /app /app
ENV NODE_ENV=production NODE_COMPILE_CACHE=/tmp/node
USER node
WORKDIR /data
ENTRYPOINT ["node", "/app/packages/cli/bin/hubgraph.mjs"]
CMD ["--help"]
