# Which sources the build knows. Input: every CMakeLists.txt, then, after `sources=1`, one list of all
# sources of the tree. One finding a line.

# a/b/../c is a/c.
function plain(path,   part, kept, n, i, out)
{
    n = split(path, part, "/")
    kept = 0
    for (i = 1; i <= n; ++i) {
        if (part[i] == "..")
            --kept
        else if (part[i] != ".")
            stack[++kept] = part[i]
    }
    out = stack[1]
    for (i = 2; i <= kept; ++i)
        out = out "/" stack[i]
    return out
}

sources {
    if (!($0 in listed))
        print $0 ":1: no CMakeLists.txt lists it"
    next
}

/\*[.][ch]pp/ {
    print FILENAME ":" FNR ": sources are listed, not globbed"
}

{
    folder = FILENAME
    sub(/CMakeLists.txt$/, "", folder)
    line = $0
    sub(/^ *#.*/, "", line)
    gsub(/[()"]/, " ", line)
    count = split(line, word, " ")
    for (i = 1; i <= count; ++i) {
        if (word[i] !~ /[.]cpp$/)
            continue
        if (sub(/^\$\{CMAKE_SOURCE_DIR\}\//, "", word[i]))
            listed[plain(word[i])] = 1
        else
            listed[plain(folder word[i])] = 1
    }
}
