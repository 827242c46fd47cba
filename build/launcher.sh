#!/bin/sh
# @NAME@: finds a Java 25 and becomes it. Made by build/launchers; what is given in @VARIABLE@ goes to Java.
self=$0
case $self in */*) ;; *) self=$(command -v -- "$self") ;; esac
while [ -L "$self" ]; do
  link=$(readlink -- "$self")
  case $link in /*) self=$link ;; *) self=${self%/*}/$link ;; esac
done
lib=${self%/*}/@LIB@
java=${PERFECT_STORM_JAVA:-@JAVA@}/bin/java
[ -x "$java" ] || java=$("$lib/java25")/bin/java || exit 1
# Without a locale Java would not understand other letters than ASCII's in what is typed.
[ -n "${LC_ALL-}${LC_CTYPE-}${LANG-}" ] || export LC_CTYPE=C.UTF-8
exec "$java" -Xlog:disable -Xlog:all=off -XX:AOTCache="$lib/@NAME@.aot" @FLAGS@ $@VARIABLE@ -cp "@CLASSPATH@" @MAIN@ "$@"
