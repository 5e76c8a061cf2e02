; Catch: a small game for the Atari 2600, written for the tests of the Atari environments.
;
; A ball falls; a paddle at the bottom catches it, or a life of five is lost. With the last life the
; picture freezes. Three things are as the tests need them:
;  - lives and score lie where the Arcade Learning Environment looks for those of Breakout, so the
;    cartridge is named breakout.bin;
;  - the paddle moves two pixels a frame, as long as the joystick is held;
;  - the ball is drawn in every other frame only, as many games do to save hardware.
;
; To assemble with Debian's cc65:
;   ca65 catch.asm -o catch.o && ld65 -C catch.cfg catch.o -o breakout.bin && rm catch.o

        .setcpu "6502"

; The picture chip
VSYNC   = $00
VBLANK  = $01
WSYNC   = $02
NUSIZ0  = $04
COLUP0  = $06
COLUP1  = $07
COLUBK  = $09
RESP0   = $10
GRP0    = $1B
GRP1    = $1C
HMP0    = $20
HMOVE   = $2A

; The joystick and the timer
SWCHA   = $280
INTIM   = $284
TIM64T  = $296

; Memory
PADDLEX = $80
BALLX   = $81
BALLY   = $82
RANDOM  = $83
FRAME   = $84
DRAWNY  = $85                   ; row at which the ball is drawn in this frame
LIVES   = $B9
HUNDREDS = $CC                  ; of the score; both bytes in decimal
SCORE   = $CD

; Numbers of the game
FALLING = 2                     ; rows a frame
BOTTOM  = 176                   ; row at which a ball is caught or lost
LEFTMOST = 4
RIGHTMOST = 136
REACH   = 12                    ; from the paddle's place to a ball it still catches
HIDDEN  = 240                   ; a row below the picture
PADDLE_TOP = 178
PADDLE_END = 186
BALL_HEIGHT = 10
ROWS    = 192

        .org $F000
        .segment "CODE"

start:  sei
        cld
        ldx #$FF
        txs
        lda #0
clear:  sta $00,x               ; memory and chip registers alike
        dex
        bne clear
        lda #5
        sta LIVES
        lda #80
        sta PADDLEX
        lda #$A7
        sta RANDOM
        jsr throw

; One frame: 3 lines of sync, 37 blank ones with the logic in them, 192 rows, 30 blank lines.
frame:  lda #2
        sta VBLANK
        sta VSYNC
        sta WSYNC
        sta WSYNC
        sta WSYNC
        lda #0
        sta VSYNC
        lda #43
        sta TIM64T
        inc FRAME
        lda LIVES
        beq place               ; the game is over
        jsr steer
        jsr fall

place:  lda PADDLEX
        ldx #0
        jsr column
        lda BALLX
        ldx #1
        jsr column
        sta WSYNC
        sta HMOVE
        lda #$0E
        sta COLUP0
        lda #$3A
        sta COLUP1
        lda #$84
        sta COLUBK
        lda #5                  ; a paddle of double width
        sta NUSIZ0
        ldy #HIDDEN
        lda FRAME
        lsr
        bcs blink
        ldy BALLY
blink:  sty DRAWNY

wait:   lda INTIM
        bne wait
        sta WSYNC
        sta VBLANK
        ldx #0
row:    sta WSYNC
        ldy #0
        txa
        sec
        sbc DRAWNY
        cmp #BALL_HEIGHT
        bcs noball
        ldy #$FF
noball: sty GRP1
        ldy #0
        cpx #PADDLE_TOP
        bcc nopaddle
        cpx #PADDLE_END
        bcs nopaddle
        ldy #$FF
nopaddle:
        sty GRP0
        inx
        cpx #ROWS
        bne row

        lda #2
        sta WSYNC
        sta VBLANK
        ldx #29
below:  sta WSYNC
        dex
        bne below
        jmp frame

; Moves the paddle by the joystick, whose bits are 0 while it is pushed: 7 right, 6 left.
steer:  lda SWCHA
        bmi left
        lda PADDLEX
        cmp #RIGHTMOST
        bcs left
        inc PADDLEX
        inc PADDLEX
left:   bit SWCHA
        bvs steered
        lda PADDLEX
        cmp #LEFTMOST
        bcc steered
        dec PADDLEX
        dec PADDLEX
steered:
        rts

; Lets the ball fall; at the bottom it counts, one way or the other.
fall:   lda BALLY
        clc
        adc #FALLING
        sta BALLY
        cmp #BOTTOM
        bcc falling
        lda PADDLEX
        sec
        sbc BALLX
        bcs apart
        eor #$FF
        adc #1
apart:  cmp #REACH
        bcs missed
        sed
        clc
        lda SCORE
        adc #1
        sta SCORE
        lda HUNDREDS
        adc #0
        sta HUNDREDS
        cld
        jmp throw
missed: dec LIVES
        jmp throw
falling:
        rts

; A new ball at the top, in a column drawn by a shift register.
throw:  lda RANDOM
        asl
        bcc drawn
        eor #$1D
drawn:  sta RANDOM
        and #$7F
        clc
        adc #8
        sta BALLX
        lda #4
        sta BALLY
        rts

; Places player X at column A: the beam passes 15 columns while the loop runs once, and the
; remainder becomes the fine shift.
column: sta WSYNC
        sec
pass:   sbc #15
        bcs pass
        eor #7
        asl
        asl
        asl
        asl
        sta HMP0,x
        sta RESP0,x
        rts

        .segment "VECTORS"
        .word start
        .word start
        .word start
