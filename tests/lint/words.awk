# The words this project avoids (bot/README.md says which it uses). Input: code and documents; the file
# `allowed` lists exceptions as a path and a piece of the line. One finding a line.

BEGIN {
    say["user"] = say["users"] = "client or therapist"
    say["patient"] = say["patients"] = "client"
    say["ticket"] = say["tickets"] = "escalation"
    say["agent"] = say["agents"] = "responder or adapter"
    say["manager"] = say["managers"] = "the noun of what it does"
    say["util"] = say["utils"] = "the noun of what it does"
    say["helper"] = say["helpers"] = "the noun of what it does"
    while ((getline line < allowed) > 0) {
        if (line ~ /^(#|$)/)
            continue
        split(line, part, " ")
        allow_path[++exceptions] = part[1]
        allow_text[exceptions] = substr(line, length(part[1]) + 2)
    }
}

function is_allowed(   i)
{
    for (i = 1; i <= exceptions; ++i)
        if (FILENAME ~ allow_path[i] && index($0, allow_text[i]))
            return 1
    return 0
}

function find(word, instead)
{
    if (!is_allowed())
        print FILENAME ":" FNR ": the word `" word "` is not ours; say " instead \
            ", or list the line in tests/lint/allowed_words"
}

{
    # Parts of names count: user_id is split, DynamicUser and a name in one word are not.
    count = split(tolower($0), word, /[^a-z]+/)
    for (i = 1; i <= count; ++i)
        if (word[i] in say)
            find(word[i], say[word[i]])
    if ($0 ~ /(^|[^A-Za-z_])AI([^A-Za-z_]|$)/)
        find("AI", "what it is")
    # A tree may have nodes; what a flow has are steps.
    if (FILENAME ~ /^bot\/core\// && $0 ~ /(^|[^A-Za-z])nodes?([^A-Za-z]|$)/)
        find("node", "step")
}
