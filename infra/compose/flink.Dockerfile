# Flink with the jobs of Weir as the program of its application mode. The official entrypoint stays: `standalone-job` and
# `taskmanager` are its commands, FLINK_PROPERTIES its configuration.
ARG FLINK_IMAGE=flink:2.2.1-java17
FROM ${FLINK_IMAGE}

USER root
# Checkpoints: a volume that is mounted here takes this owner.
RUN install -d -o flink -g flink /var/lib/weir /opt/flink/usrlib
COPY infra/local/target/lib/*.jar /opt/flink/usrlib/
COPY infra/compose/image/probe /opt/weir/probe
USER 9999
