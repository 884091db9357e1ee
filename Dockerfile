# syntax=docker/dockerfile:1
# The simulator and the client in one image; byoip-sim is what runs.
#
#   docker build --tag byoip-sim .
#   docker run --rm --publish 127.0.0.1:4566:4566 byoip-sim

FROM rust:1.95-slim-trixie AS builder
# Debian replaces a package's version when it mends it, so that none is pinned.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends libssl-dev pkg-config \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
# What is built lies in a cache that is no part of the image: it is copied out.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/source/target \
    cargo build --release --locked --bin byoip --bin byoip-sim \
 && install -D --target-directory /programs target/release/byoip target/release/byoip-sim

FROM debian:trixie-slim
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates openssl \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --create-home --uid 10001 byoip
COPY --from=builder /programs/ /usr/local/bin/
USER 10001
WORKDIR /home/byoip
# HTTP and whois.
EXPOSE 4566 4343
# Nothing else in the image could ask.
HEALTHCHECK --interval=5s --timeout=5s --start-period=10s \
    CMD ["byoip-sim", "healthcheck"]
ENTRYPOINT ["byoip-sim"]
CMD ["serve", "--listen", "0.0.0.0:4566", "--whois", "0.0.0.0:4343"]
