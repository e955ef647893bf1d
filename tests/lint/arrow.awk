# The arrow of bot/README.md: which folder may include which, and which libraries each may see.
# Input: sources and headers under bot/ and adapters/. One finding a line.

function layer_of(path,   part)
{
    split(path, part, "/")
    if (part[1] == "adapters")
        return "adapters"
    if (part[1] != "bot")
        return part[1]
    if (part[2] ~ /[.](cpp|hpp)$/)
        return "main"
    return part[2]
}

function find(what)
{
    print FILENAME ":" FNR ": " what
}

BEGIN {
    allow["base"] = "base"
    allow["core"] = "base core"
    allow["port"] = "base core port"
    allow["crypto"] = "base crypto"
    allow["store"] = "base core port crypto store"
    allow["service"] = "base core port crypto service"
    allow["net"] = "base net"
    allow["pager"] = "base core port net pager"
    allow["web"] = "base core port crypto service net web"
    allow["author"] = "base core port service store author"
    allow["adapters"] = "base port net adapters"
    allow["main"] = "base core port crypto store service net pager web author adapters main"

    # What a header of each library is for, and where alone it belongs. The first match decides.
    n = 0
    rule[++n] = "^yaml-cpp/";        at[n] = "^bot/core/flow/yaml_"
    rule[++n] = "^sqlite3[.]h";      at[n] = "^bot/store/sqlite/"
    rule[++n] = "^openssl/";         at[n] = "^bot/(net|crypto)/"
    rule[++n] = "^curl/";            at[n] = "^bot/net/transfer"
    rule[++n] = "^CLI/";             at[n] = "^bot/[a-z_]+[.](cpp|hpp)$"
    rule[++n] = "^boost/beast/";     at[n] = "^bot/net/"
    rule[++n] = "^boost/asio/impl/"; at[n] = "^bot/port/asio[.]cpp$"
    rules = n

    # Awaitables, executors and timers: all that port, store and service see of Asio.
    quiet_asio = "^boost/asio/(any_completion_handler|any_io_executor|append|as_tuple|" \
        "associated_executor|async_result|awaitable|bind_executor|cancellation_signal|" \
        "cancellation_type|co_spawn|consign|deferred|dispatch|execution|execution_context|" \
        "executor_work_guard|experimental/awaitable_operators|post|prefer|query|redirect_error|" \
        "require|steady_timer|strand|system_timer|this_coro|use_awaitable)[.]hpp$"

    # The core is a function of its arguments (I1).
    impure = "^(atomic|condition_variable|ctime|fstream|future|iostream|latch|mutex|random|" \
        "semaphore|shared_mutex|thread|filesystem|time[.]h|unistd[.]h|sys/.*)$"
}

FNR == 1 {
    layer = layer_of(FILENAME)
    # The compiler of the safety texts is a program of the build, not part of the core.
    is_core = layer == "core" && FILENAME !~ /^bot\/core\/(risk|escalation)\/compile\//
    if (!(layer in allow))
        find("the arrow knows no layer " layer)
}

/^#[ \t]*include[ \t]*"/ {
    split($0, quoted, "\"")
    target = quoted[2]
    if (target !~ /^(bot|adapters)\//)
        next
    to = layer_of(target)
    if (layer in allow && index(" " allow[layer] " ", " " to " ") == 0)
        find("bot/" layer " may not include " target " (the arrow: it may see " allow[layer] ")")
    # The crisis reply must hold when all else fails (I3), so the screen stands on base alone.
    if (FILENAME ~ /^bot\/core\/risk\// && target ~ /^bot\/core\// && target !~ /^bot\/core\/risk\//)
        find("the risk screen may not include " target ": it stands on bot/base alone")
    # A score is arithmetic on values: nothing of a flow or a run.
    if (FILENAME ~ /^bot\/core\/measures\// && target ~ /^bot\/core\// && target !~ /^bot\/core\/measures\//)
        find("bot/core/measures may not include " target ": it stands on bot/base alone")
    # Homework is dates and states: of a flow it reads files, of a case the clock of a zone alone.
    if (FILENAME ~ /^bot\/core\/homework\// && target ~ /^bot\/core\// &&
        target !~ /^bot\/core\/(homework\/|flow\/|escalation\/local_time[.]hpp$)/)
        find("bot/core/homework may not include " target ": of the core it sees core/flow and local_time")
    if (is_core && target ~ /^bot\/base\/(clock|random|log)[.]hpp$/)
        find("the core may not include " target ": time and chance are arguments")
    next
}

/^#[ \t]*include[ \t]*</ {
    split($0, bracket, /[<>]/)
    target = bracket[2]
    for (i = 1; i <= rules; ++i)
        if (target ~ rule[i]) {
            if (FILENAME !~ at[i])
                find("<" target "> is seen only by " at[i])
            break
        }
    if (target ~ /^boost\/asio/) {
        if (layer == "base" || layer == "core" || layer == "crypto")
            find("bot/" layer " never sees Asio: <" target ">")
        else if ((layer == "port" || layer == "service" || layer == "store") &&
            target !~ quiet_asio && target !~ /^boost\/asio\/impl\//)
            find("bot/" layer " sees only Asio's awaitables, executors and timers, not <" target ">")
    }
    if (is_core && target ~ impure)
        find("the core may not include <" target ">: it is a function of its arguments")
    next
}

is_core && /_clock::now|random_device|getenv\(|std::rand\(|[^a-z_]time\(nullptr\)/ {
    find("the core may not read a clock, chance or the environment")
}
