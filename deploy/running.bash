# Finds the server that deploy/up started. Sourced by deploy/up and deploy/down; sets no options.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
data=${SWITCHBACK_DATA:-$root/.data}
pid_file=$data/switchback.pid
# shellcheck disable=SC2034 # deploy/up writes it
log_file=$data/switchback.log

# Prints the process id when the server of this data folder runs. The name is compared because a
# process id may have been given to another program since.
running_pid() {
    local pid name
    pid=$(cat "$pid_file" 2>/dev/null) || return 1
    name=$(cat "/proc/${pid:-none}/comm" 2>/dev/null) || return 1
    [[ $name == switchback ]] || return 1
    echo "$pid"
}

# Asks it to say goodbye to its clients, and waits until it is gone.
stop_running() {
    local pid=$1 i
    kill -TERM "$pid" 2>/dev/null || true
    for ((i = 0; i < 300; ++i)); do
        if [[ $(running_pid) != "$pid" ]]; then
            rm -f "$pid_file"
            return 0
        fi
        sleep 0.1
    done
    echo "The server (process $pid) has not ended in 30 seconds; its log: $log_file" >&2
    return 1
}
