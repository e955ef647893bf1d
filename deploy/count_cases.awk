# Counts the cases in a log of `ctest --verbose`: prints "PASSED FAILED". A test whose program counts
# its own cases (Catch2, node --test, switchback test) gives those; any other is one case.
# With -v only_failed=1 it prints what the tests that failed said instead.

match($0, /^[0-9]+: /) {
    test = $0
    sub(/:.*/, "", test)
    test += 0
    line = substr($0, RLENGTH + 1)
    if (only_failed)
        said[test] = said[test] line "\n"
    if (match(line, /^All tests passed \([0-9]+ assertions? in [0-9]+ test cases?\)/)) {
        sub(/.* in /, "", line)
        good[test] += line + 0
    } else if (line ~ /^test cases: /) {
        if (match(line, /[0-9]+ passed/))
            good[test] += substr(line, RSTART, RLENGTH) + 0
        if (match(line, /[0-9]+ failed/))
            bad[test] += substr(line, RSTART, RLENGTH) + 0
    } else if (line ~ /^([a-z ]*: )?[0-9]+ passed, [0-9]+ failed$/) {
        sub(/^[a-z ]*: /, "", line)
        split(line, sums, " ")
        good[test] += sums[1]
        bad[test] += sums[3]
    } else if (line ~ /^# pass [0-9]+$/) {
        sub(/^# pass /, "", line)
        good[test] += line
    } else if (line ~ /^# fail [0-9]+$/) {
        sub(/^# fail /, "", line)
        bad[test] += line
    }
    next
}

match($0, /^ *[0-9]+\/[0-9]+ Test +#[0-9]+: /) {
    head = substr($0, RSTART, RLENGTH)
    sub(/.*#/, "", head)
    test = head + 0
    if ($0 ~ / Passed +[0-9.]+ sec/)
        passed += good[test] ? good[test] : 1
    else {
        passed += good[test]
        failed += bad[test] ? bad[test] : 1
        if (only_failed)
            printf "%s\n%s", $0, said[test]
    }
    next
}

END {
    if (!only_failed)
        print passed + 0, failed + 0
}
