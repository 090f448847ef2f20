# syntax=docker/dockerfile:1
# Two stages: what builds stays behind, what serves is small and runs as nobody in particular.

FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv /opt/dateline
ENV PATH=/opt/dateline/bin:$PATH
COPY requirements.lock .
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock
COPY . .
RUN pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation .

FROM python:3.13-slim
LABEL org.opencontainers.image.title="Dateline" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin dateline \
 && install -d -o dateline -g dateline /data
COPY --from=build /opt/dateline /opt/dateline
ENV PATH=/opt/dateline/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATELINE_DATA_DIR=/data \
    DATELINE_LOG_FORMAT=json \
    DATELINE_ACCESS_LOG=true \
    DATELINE_HOST=0.0.0.0
USER dateline
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["dateline", "serve", "--examples"]
