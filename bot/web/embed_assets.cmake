# Writes a C++ file that carries each asset with .incbin and its hash as ETag.
# cmake -DFOLDER=... -DNAMES=a;b -DTO=out.cpp -P embed_assets.cmake
set(blobs "")
set(rows "")
set(i 0)
foreach(name IN LISTS NAMES)
    set(file "${FOLDER}/${name}")
    file(SHA256 "${file}" hash)
    string(SUBSTRING "${hash}" 0 16 hash)
    file(SIZE "${file}" size)
    string(REGEX REPLACE "^widget/" "" path "${name}")
    string(REGEX REPLACE "(^|/)index.html$" "" path "/${path}")
    if(path STREQUAL "")
        set(path "/")
    endif()
    string(APPEND blobs "asm(\".section .rodata\\nswitchback_asset_${i}: .incbin \\\"${file}\\\"\\n.byte 0\\n.text\\n\");\n")
    string(APPEND blobs "extern const char asset_${i}[] asm(\"switchback_asset_${i}\");\n")
    string(APPEND rows "        asset{\"${path}\", content_type_of(\"${name}\"), {asset_${i}, ${size}}, \"\\\"${hash}\\\"\"},\n")
    math(EXPR i "${i} + 1")
endforeach()
file(WRITE "${TO}" "#include \"bot/web/assets.hpp\"\n\n#include <array>\n\n${blobs}
namespace switchback::web
{

std::span<const asset> assets()
{
    static const std::array<asset, ${i}> all{
${rows}    };
    return all;
}

} // namespace switchback::web
")
