# The suite and its mock. Build: docker build -t persona-conformance .
#   docker run --rm -v "$PWD:/project" persona-conformance conformance     a verdict, with results in ./reports
#   docker run --rm -p 8080:8080 persona-conformance                    the mock
FROM node:22.12-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run -s build && npm prune --omit=dev --ignore-scripts

FROM node:22.12-bookworm-slim
# Below node_modules, as where it is installed: nothing is compiled anew there.
WORKDIR /opt/node_modules/persona-session-expiry-conformance
COPY --from=build /build/package.json ./
COPY --from=build /build/dist ./dist
COPY --from=build /build/node_modules /opt/node_modules
RUN ln -s /opt/node_modules/persona-session-expiry-conformance/dist/cli/main.js /usr/local/bin/persona-session-expiry-conformance \
  && mkdir /project \
  && chown node:node /project
USER node
# The caller's folder: settings are read from it, results go to ./reports.
WORKDIR /project
EXPOSE 8080
# For the mock, which is what runs unless another command is named; any answer is a sign of life.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/').then(() => process.exit(0), () => process.exit(1))"]
ENTRYPOINT ["persona-session-expiry-conformance"]
CMD ["mock", "--host", "0.0.0.0", "--port", "8080"]
