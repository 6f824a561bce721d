# Three stages: the widget's bundle, the wheel with the exported model and the sample corpus, and a
# slim runtime that needs neither Node nor torch.

FROM node:22-slim AS widget
WORKDIR /build/widget
COPY widget/package.json widget/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY widget/ ./
COPY bot/static/ /build/bot/static/
RUN npm run build

FROM python:3.12-slim AS wheel
WORKDIR /build
COPY requirements.lock ./
# The address of an index with CPU builds of torch keeps gigabytes of CUDA out of this stage.
ARG PIP_TORCH=""
RUN python -m venv /models \
    && /models/bin/pip install --no-cache-dir ${PIP_TORCH} torch==2.13.0 \
    && /models/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot/ bot/
COPY corpus/ corpus/
COPY retrieval/ retrieval/
COPY --from=widget /build/bot/static/widget.js bot/static/widget.js
RUN /models/bin/pip wheel --no-cache-dir --no-deps --wheel-dir /wheels . \
    && /models/bin/pip install --no-cache-dir --no-deps /wheels/*.whl \
    && ADVISER_HOME=/home-template /models/bin/adviser setup

FROM python:3.12-slim AS runtime
RUN useradd --create-home --uid 10001 adviser \
    && mkdir /data && chown adviser /data && chmod 700 /data
WORKDIR /app
COPY requirements-serving.lock ./
COPY --from=wheel /wheels /wheels
RUN pip install --no-cache-dir --require-hashes --no-deps -r requirements-serving.lock \
    && pip install --no-cache-dir --no-deps /wheels/*.whl \
    && rm -rf /wheels
COPY --from=wheel --chown=adviser /home-template/ /data/
USER adviser
ENV ADVISER_HOME=/data ADVISER_HOST=0.0.0.0 PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s CMD ["python", "-c", \
  "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
CMD ["adviser", "serve"]
