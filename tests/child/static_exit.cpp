// A child that is linked statically, so that it starts as fast as possible.
int main() {
    return 0;
}
