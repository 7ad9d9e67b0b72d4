<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
</TS>
