# SPDX-License-Identifier: Apache-2.0
# Read by the scripts of this folder: builds what is missing, and sets target, java and class_path.

here=$(cd "$(dirname "$0")" && pwd)
target=$here/target

# The last file that the build writes.
built=$target/java-settings
if [ ! -e "$built" ] || [ -n "$(find "$here/src" "$here/pom.xml" "$here/../language/src" "$here/../pom.xml" -newer "$built" | head -n 1)" ]; then
    echo "Building the benchmarks ..." >&2
    (cd "$here/.." && mvn -B -q -Ddev -Dquickly -pl benchmarks -am package) >&2
fi

java=$(sed -n 's/^ *java\.home = //p' "$built")/bin/java
class_path=$target/classes:$target/lib/*
