# Build: everything that package-lock.json locks, the database client, the site.
FROM node:24-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1 CHECKPOINT_DISABLE=1
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node src/bootstrap.mjs prepare \
  && node node_modules/@tailwindcss/cli/dist/index.mjs -i src/ui/portal/portal.css -o public/portal.css --minify \
  && node node_modules/next/dist/bin/next build \
  && rm -rf .next/cache && mkdir .next/cache

# Run: without the tools that only building and testing need.
FROM node:24-bookworm-slim AS run
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 CHECKPOINT_DISABLE=1
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force
COPY --from=build /app/.next ./.next
COPY --from=build /app/src ./src
COPY --from=build /app/prisma ./prisma
COPY --from=build /app/public ./public
COPY --from=build /app/next.config.ts /app/tsconfig.json ./
# A volume made from here belongs to whoever writes into it.
RUN install -d -o node -g node /data
USER node
EXPOSE 3000
CMD ["node", "src/web/main.ts", "--port", "3000"]
