<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>changes</name>
        <message numerus="yes">
            <source>%Ln file(s) will be tried again</source>
            <translation>
                <numerusform>%Ln file will be tried again</numerusform>
                <numerusform>%Ln files will be tried again</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) will be described again</source>
            <translation>
                <numerusform>%Ln photo will be described again</numerusform>
                <numerusform>%Ln photos will be described again</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{0} stays: {1} (and %Ln more).</source>
            <translation>
                <numerusform>{0} stays: {1} (and %Ln more).</numerusform>
                <numerusform>{0} stays: {1} (and %Ln more).</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{0} · %Ln not: {1}</source>
            <translation>
                <numerusform>{0} · %Ln not: {1}</numerusform>
                <numerusform>{0} · %Ln not: {1}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{0} · %Ln changed again since, and stay as they are</source>
            <translation>
                <numerusform>{0} · %Ln changed again since, and stay as they are</numerusform>
                <numerusform>{0} · %Ln changed again since, and stay as they are</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pages</name>
        <message numerus="yes">
            <source>%Ln photo(s) can be found by what is in them. Say it in your own words.</source>
            <translation>
                <numerusform>%Ln photo can be found by what is in them. Say it in your own words.</numerusform>
                <numerusform>%Ln photos can be found by what is in them. Say it in your own words.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>wording</name>
        <message numerus="yes">
            <source>%Ln photo(s)</source>
            <translation>
                <numerusform>%Ln photo</numerusform>
                <numerusform>%Ln photos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln file(s)</source>
            <translation>
                <numerusform>%Ln file</numerusform>
                <numerusform>%Ln files</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln folder(s)</source>
            <translation>
                <numerusform>%Ln folder</numerusform>
                <numerusform>%Ln folders</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln drive(s)</source>
            <translation>
                <numerusform>%Ln drive</numerusform>
                <numerusform>%Ln drives</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln search(es)</source>
            <translation>
                <numerusform>%Ln search</numerusform>
                <numerusform>%Ln searches</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln star(s)</source>
            <translation>
                <numerusform>%Ln star</numerusform>
                <numerusform>%Ln stars</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln second(s)</source>
            <translation>
                <numerusform>%Ln second</numerusform>
                <numerusform>%Ln seconds</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln minute(s)</source>
            <translation>
                <numerusform>%Ln minute</numerusform>
                <numerusform>%Ln minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln more photo(s) like this</source>
            <translation>
                <numerusform>%Ln more photo like this</numerusform>
                <numerusform>%Ln more photos like this</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Looking for photos: %Ln file(s) found</source>
            <translation>
                <numerusform>Looking for photos: %Ln file found</numerusform>
                <numerusform>Looking for photos: %Ln files found</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Reading text in {0} of %Ln photo(s) ({1} %)</source>
            <translation>
                <numerusform>Reading text in {0} of %Ln photo ({1} %)</numerusform>
                <numerusform>Reading text in {0} of %Ln photos ({1} %)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Indexing {0} of %Ln photo(s) ({1} %)</source>
            <translation>
                <numerusform>Indexing {0} of %Ln photo ({1} %)</numerusform>
                <numerusform>Indexing {0} of %Ln photos ({1} %)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln photo(s) indexed in {0}</source>
            <translation>
                <numerusform>%Ln photo indexed in {0}</numerusform>
                <numerusform>%Ln photos indexed in {0}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln file(s) skipped</source>
            <translation>
                <numerusform>%Ln file skipped</numerusform>
                <numerusform>%Ln files skipped</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{0} of %Ln photo(s) described</source>
            <translation>
                <numerusform>{0} of %Ln photo described</numerusform>
                <numerusform>{0} of %Ln photos described</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>changes in %Ln folder(s) wait</source>
            <translation>
                <numerusform>changes in %Ln folder wait</numerusform>
                <numerusform>changes in %Ln folders wait</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Looking for changes in %Ln folder(s)</source>
            <translation>
                <numerusform>Looking for changes in %Ln folder</numerusform>
                <numerusform>Looking for changes in %Ln folders</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>watching %Ln folder(s)</source>
            <translation>
                <numerusform>watching %Ln folder</numerusform>
                <numerusform>watching %Ln folders</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>looking at %Ln folder(s) every few minutes</source>
            <translation>
                <numerusform>looking at %Ln folder every few minutes</numerusform>
                <numerusform>looking at %Ln folders every few minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln folder(s) not connected</source>
            <translation>
                <numerusform>%Ln folder not connected</numerusform>
                <numerusform>%Ln folders not connected</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>core</name>
        <message numerus="yes">
            <source>{n} paths let in again</source>
            <translation>
                <numerusform>{n} path let in again</numerusform>
                <numerusform>{n} paths let in again</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} files are tried again</source>
            <translation>
                <numerusform>{n} file is tried again</numerusform>
                <numerusform>{n} files are tried again</numerusform>
            </translation>
        </message>
    </context>
</TS>
