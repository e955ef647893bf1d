# How headers and sources begin, and what no file may hold. Input: sources and headers. One finding a line.

function find(what)
{
    print FILENAME ":" FNR ": " what
}

function close_last()
{
    if (last ~ /[.]hpp$/ && !is_once)
        print last ":1: a header needs #pragma once"
}

FNR == 1 {
    close_last()
    last = FILENAME
    is_once = 0
    if (FILENAME ~ /[.]hpp$/ && $0 !~ /^\/\/ /)
        find("a header opens with a comment: what it is, who owns it, which thread")
}

/^#pragma once/ { is_once = 1 }

/\/\/.*(TODO|FIXME|XXX)/ { find("no promises in comments: do it, or file it") }

END { close_last() }
