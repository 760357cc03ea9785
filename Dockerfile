# One image for the worker and the API; `command` says which (docker-compose.yml).
FROM node:20.20.2-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Optional packages are needed to build only: the bundler's compiler. Left out later with them: the embedded PostgreSQL.
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY src src
RUN npm run build \
 && npm prune --omit=dev --omit=optional \
    # Temporal's native core comes for five platforms; each image has one.
 && find node_modules/@temporalio/core-bridge/releases -mindepth 1 -maxdepth 1 \
      ! -name "$(uname -m)-unknown-linux-gnu" -exec rm -r {} +

FROM node:20.20.2-slim
ENV NODE_ENV=production
# Inside a container the API must be reachable from outside of it, and so asks everybody for a key (docs/access.md).
ENV INTEGRATOR_HOST=0.0.0.0
ENV INTEGRATOR_AUTH=required
ENV INTEGRATOR_DATA=/data
# Memory: blocks of records come and go on many threads. Two arenas instead of eight a core keep what is free together,
# and a smaller space for what is new, which holds the blocks that are at work, keeps less of it waiting for its end. The
# space for what stays would grow with the memory of the machine, four times between two collections; with 1 GB at most
# it grows in smaller steps, and a million records are loaded in 260 MB instead of 420, and faster.
ENV MALLOC_ARENA_MAX=2
ENV NODE_OPTIONS="--max-semi-space-size=8 --max-old-space-size=1024"
WORKDIR /app
# The files are shared by the API and all workers. A volume mounted here takes over this owner.
RUN install --directory --owner=node --group=node /data
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY examples examples
USER node
EXPOSE 8080
CMD ["node", "--enable-source-maps", "dist/worker.js"]
