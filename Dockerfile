# Tickmark in a container that holds the program and nothing else: time zones
# and root certificates are linked into it.
#
#   docker build -t tickmark --build-arg VERSION=… --build-arg COMMIT=… .
#   docker run -p 127.0.0.1:8080:8080 -v tickmark-data:/data -v tickmark-key:/key tickmark
#
# The key has a volume of its own, so that a copy of the data does not bring it.
FROM golang:1.26 AS build
ARG VERSION=0.0.0-container
ARG COMMIT=unknown
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 GOFLAGS= go build -trimpath -buildvcs=false \
	-ldflags "-s -w -buildid= -X main.releaseVersion=$VERSION -X main.releaseCommit=$COMMIT" \
	-o /out/tickmark ./cmd/server
# A new volume takes its owner and rights from the folder it is laid over.
RUN mkdir -p -m 0700 /out/data /out/key

FROM scratch
COPY --from=build --chown=65532:65532 /out/ /
COPY LICENSE /LICENSE
COPY LICENSES /LICENSES
USER 65532:65532
ENV TICKMARK_ADDR=0.0.0.0:8080 TICKMARK_DATA=/data TICKMARK_KEY=/key/key TICKMARK_HTTPS=true TICKMARK_LOG=json
VOLUME ["/data", "/key"]
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["/tickmark"]
CMD ["serve"]
