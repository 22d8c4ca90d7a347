#!/usr/bin/env bash
# jobmanager | taskmanager | standalone-job [ARGUMENTS], configured by FLINK_PROPERTIES; memory as Flink's own scripts compute it.
set -euo pipefail
conf=$FLINK_HOME/conf
modules=
for package in java.base/java.{lang,lang.invoke,net,io,nio,util,text,time,util.concurrent,util.concurrent.atomic,util.concurrent.locks} \
  java.base/sun.nio.ch; do
  modules+=" --add-opens=$package=ALL-UNNAMED"
done

cat >"$conf/config.yaml" <<YAML
jobmanager.bind-host: 0.0.0.0
taskmanager.bind-host: 0.0.0.0
rest.address: 0.0.0.0
rest.bind-address: 0.0.0.0
blob.server.port: 6124
${FLINK_PROPERTIES:-}
YAML

command=${1:-help}
[ $# -eq 0 ] || shift
case $command in
  jobmanager) role=JM main=org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint ;;
  standalone-job) role=JM main=org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint ;;
  taskmanager) role=TM main=org.apache.flink.runtime.taskexecutor.TaskManagerRunner ;;
  *) echo "usage: jobmanager|taskmanager|standalone-job [ARGUMENTS]" >&2 && exit 2 ;;
esac

java=(java "-Dlogback.configurationFile=$conf/logback-console.xml" -cp "$FLINK_HOME/lib/*")
# Two lines: options of the JVM, then arguments of the process.
mapfile -t resources < <("${java[@]}" -Xmx64m org.apache.flink.runtime.util.bash.BashJavaUtils \
  "GET_${role}_RESOURCE_PARAMS" --configDir "$conf" | sed -n 's/^BASH_JAVA_UTILS_EXEC_RESULT://p')
[ "${#resources[@]}" -eq 2 ] || { echo "no memory could be computed from FLINK_PROPERTIES" >&2 && exit 1; }

# Each of these is several words.
# shellcheck disable=SC2086
exec "${java[@]}" $modules ${resources[0]} "$main" --configDir "$conf" ${resources[1]} "$@"
