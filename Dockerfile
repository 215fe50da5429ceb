# The one binary; the same image runs the API, the worker and the migration.
FROM node:22-alpine AS web
WORKDIR /src/web
COPY web/package.json web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY web/ ./
COPY api/testdata/openapi.json /src/api/testdata/openapi.json
RUN npm run build

FROM golang:1.26-alpine AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=web /src/web/dist ./web/dist
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /renda ./cmd/renda

FROM alpine:3.22
# Page one of scans is recognised; without it people must look at every scan.
RUN apk add --no-cache tesseract-ocr tesseract-ocr-data-chi_sim && adduser -D -u 10001 renda && mkdir -p /data && chown renda /data
COPY --from=build /renda /usr/local/bin/renda
USER renda
ENV RENDA_DATA_DIR=/data
VOLUME /data
ENTRYPOINT ["renda"]
CMD ["api"]
